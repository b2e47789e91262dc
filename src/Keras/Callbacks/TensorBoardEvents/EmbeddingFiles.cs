using System.Globalization;
using System.Text;
using Keras.Files;
using TensorFlow;

namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>
/// Embeddings as TensorBoard's projector reads them: a file of tab-separated values for each layer, and a configuration that names them.
/// (Keras writes a file of weights in HDF5, which the projector does not read.)
/// </summary>
internal static class EmbeddingFiles
{
    private const string WeightName = "embeddings";

    public static void Configure(Model model, string directory, IReadOnlyDictionary<string, string> metadata)
    {
        (Layer Layer, Weight Weight)[] embeddings = [.. Of(model)];
        if (metadata.Keys.FirstOrDefault(name => embeddings.All(e => e.Layer.Name != name)) is { } unknown)
        {
            string hint = NearestNames.Hint(unknown, [.. embeddings.Select(e => e.Layer.Name)], "those are");
            throw new ArgumentException($"TensorBoard: expected metadata of layers with embeddings, got '{unknown}'; {hint}");
        }

        StringBuilder text = new();
        foreach ((Layer layer, _) in embeddings)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"embeddings {{\n  tensor_name: \"{layer.Name}\"\n  tensor_path: \"{FileName(layer)}\"\n");
            if (metadata.TryGetValue(layer.Name, out string? path))
                text.Append(CultureInfo.InvariantCulture,
                    $"  metadata_path: \"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
            text.Append("}\n");
        }

        Write(Path.Combine(directory, "projector_config.pbtxt"), text);
    }

    public static void Write(Model model, string directory)
    {
        foreach ((Layer layer, Weight weight) in Of(model))
        {
            using Tensor value = weight.Read();
            float[] values = value.ToArray<float>();
            int columns = (int)weight.Shape[^1];
            StringBuilder text = new();
            for (int i = 0; i < values.Length; i++)
                text.Append(CultureInfo.InvariantCulture, $"{values[i]}{(i % columns == columns - 1 ? '\n' : '\t')}");
            Write(Path.Combine(directory, FileName(layer)), text);
        }
    }

    private static IEnumerable<(Layer Layer, Weight Weight)> Of(Model model) =>
        from layer in model.Tree()
        where layer.ClassName is "Embedding" or "ReversibleEmbedding"
        from weight in layer.OwnWeights
        where weight.Name == WeightName && weight.DType == DType.Float32
        select (layer, weight);

    private static string FileName(Layer layer) => $"{layer.Name}.tsv";

    private static void Write(string path, StringBuilder text)
    {
        ParentDirectory.Create(path);
        AtomicFile.Write(path, overwrite: true, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
