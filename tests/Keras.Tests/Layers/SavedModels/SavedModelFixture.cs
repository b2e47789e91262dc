using System.IO.Compression;
using System.Text.Json;
using Keras.Tests.Support;
using TensorFlow;

namespace Keras.Tests;

/// <summary>SavedModels that the real Keras and TensorFlow wrote, and what <c>keras.layers.TFSMLayer</c> makes of them
/// (<c>make_saved_models.py</c>, <c>make_saved_tables.py</c>).</summary>
internal static class SavedModelFixture
{
    private static readonly Lazy<string> Unpacked = new(() => Unpack("saved_models"));
    private static readonly Lazy<string> UnpackedTables = new(() => Unpack("saved_tables"));

    public static JsonElement Root => Fixture.Load("saved_models").Root;

    public static JsonElement Case(string model, string endpoint, string? training = null) =>
        Root.GetProperty("cases").EnumerateArray().First(
            c => c.GetProperty("model").GetString() == model && c.GetProperty("endpoint").GetString() == endpoint
            && c.GetProperty("training_endpoint").GetString() == training);

    /// <summary>The directory of a SavedModel, which no test may change.</summary>
    public static string PathOf(string model) => Path.Combine(Unpacked.Value, model);

    /// <summary>The directory of a SavedModel of <c>make_saved_tables.py</c>, which no test may change.</summary>
    public static string PathOfTables(string model) => Path.Combine(UnpackedTables.Value, model);

    /// <summary>A copy of a SavedModel that a test may damage.</summary>
    public static string Copy(string model, string target) => CopyFrom(PathOf(model), target);

    /// <summary>A copy of a SavedModel in a directory that a test may damage.</summary>
    public static string CopyFrom(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    public static Tensor ToTensor(JsonElement values, JsonElement shape, string dtype = "float32")
    {
        Shape axes = Shape.Create([.. shape.EnumerateArray().Select(d => d.GetInt64())]);
        double[] numbers = Fixture.Numbers(values);
        return dtype == "int32"
            ? Tensor.Create<int>([.. numbers.Select(n => (int)n)], axes) : Tensor.Create<float>([.. numbers.Select(n => (float)n)], axes);
    }

    private static string Unpack(string fixture)
    {
        string folder = Directory.CreateTempSubdirectory("keras-saved-models-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture + ".zip"), folder);
        return folder;
    }
}
