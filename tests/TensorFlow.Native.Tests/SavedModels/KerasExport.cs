using System.Text.Json;

namespace TensorFlow.Tests.SavedModels;

/// <summary>The SavedModel that the real Keras exported, and what Keras predicts.</summary>
internal static class KerasExport
{
    public const int Rows = 7;

    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "SavedModels", "Fixtures");

    public static string Directory { get; } = Path.Combine(Fixtures, "keras_export");

    private static readonly Dictionary<string, double[]> Expected =
        JsonSerializer.Deserialize<Dictionary<string, double[]>>(File.ReadAllText(Path.Combine(Fixtures, "expected.json")))!;

    public static float[] Floats(string key) => [.. Expected[key].Select(v => (float)v)];

    /// <summary>The inputs of the first rows.</summary>
    public static Dictionary<string, Tensor> Inputs(int rows = Rows) => new()
    {
        ["features"] = Tensor.Create<float>(Floats("features").AsSpan(0, rows * 4), [rows, 4]),
        ["category"] = Tensor.Create<int>([.. Expected["category"].Take(rows).Select(v => (int)v)], [rows, 1]),
    };

    public static void Dispose(this IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (Tensor tensor in tensors.Values)
            tensor.Dispose();
    }

    /// <summary>A copy that a test may damage.</summary>
    public static void CopyTo(string directory)
    {
        foreach (string file in System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(directory, Path.GetRelativePath(Directory, file));
            _ = System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
