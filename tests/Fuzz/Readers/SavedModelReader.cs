using Fuzz.Mutations;
using TensorFlow;

namespace Fuzz.Readers;

/// <summary>SavedModels of the real Keras, with another description, or with another checkpoint.</summary>
internal sealed class SavedModelReader : Reader
{
    private const string Description = "saved_model.pb";
    private static readonly string[] Variables = ["variables.index", "variables.data-00000-of-00001"];
    private readonly string intact = Path.Combine(Corpus.Folder, "saved_model");
    private readonly byte[] description;
    private readonly ProtobufField message;

    public SavedModelReader(string name)
    {
        Name = name;
        description = File.ReadAllBytes(Path.Combine(intact, Description));
        message = ProtobufField.Parse(description);
    }

    public override string Name { get; }

    public override Type Refusal => typeof(SavedModelException);

    // TensorFlow's loader is not made for hostile graphs, and says so.
    public override bool MayEndProcess => Name == "saved-model";

    public override DamagedFile Damage(Random random)
    {
        if (Name == "saved-model")
            return new(Description, random.Next(3) == 0 ? ByteMutator.Mutate(description, description, random)
                : ProtobufMutator.Mutate(message, random));
        string file = One(Variables, random);
        byte[] content = File.ReadAllBytes(Path.Combine(intact, "variables", file));
        return new(file, ByteMutator.Mutate(content, content, random));
    }

    // The file takes its place in a copy of the directory beside it.
    public override void Load(string path)
    {
        string copy = path + ".directory";
        string name = Variables.Append(Description).First(v => path.EndsWith(v, StringComparison.Ordinal));
        try
        {
            foreach (string file in Directory.GetFiles(intact, "*", SearchOption.AllDirectories))
            {
                string target = Path.Combine(copy, Path.GetRelativePath(intact, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.GetFileName(file) == name ? path : file, target, overwrite: true);
            }

            SavedModel.Load(copy).Dispose();
            WriteEndpoints(SavedModelEndpoints.Load(copy));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    // As a layer does that is made of them.
    private static void WriteEndpoints(SavedModelEndpoints endpoints)
    {
        foreach (SavedModelEndpoint endpoint in endpoints.Names.Select(endpoints.Find).OfType<SavedModelEndpoint>())
        {
            foreach (Tensor value in endpoint.ReadValues())
                value.Dispose();
            using Graph graph = new();
            using Graph.Scope scope = graph.Use();
            try
            {
                _ = endpoint.Write(
                    [.. endpoint.Inputs.Select(i => graph.Placeholder(i.Spec.DType, i.Spec.Shape))],
                    [.. endpoint.Variables.Select(v => graph.Placeholder(v.DType, v.Shape))]);
            }
            catch (Exception e) when (e is TensorFlowException or ArgumentException)
            {
                // Operations that the library does not add to a graph are the errors of whoever writes them.
            }
        }
    }
}
