using System.IO.Compression;
using Keras.Datasets;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Datasets;

/// <summary>Counts native objects, so nothing may run beside it.</summary>
[CollectionDefinition(nameof(DamagedFilesTests), DisableParallelization = true)]
[Collection(nameof(DamagedFilesTests))]
public sealed class DamagedFilesTests : IDisposable
{
    public static readonly TheoryData<string> Kinds = ["idx", "idx.gz", "npy", "npz", "npz packed"];
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_truncation_is_refused_and_leaks_nothing(string kind)
    {
        byte[] whole = MakeFile(kind);
        long before = LiveTensors();
        for (int length = 0; length < whole.Length; length++)
        {
            string path = directory.Write("x", whole[..length]);
            Assert.Throws<DatasetException>(() => ReadAndDispose(kind, path));
        }

        Assert.Equal(before, LiveTensors(collect: false));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Anything_after_the_end_is_refused(string kind)
    {
        byte[] whole = MakeFile(kind);
        foreach (byte[] more in (byte[][])[[0], [255], new byte[8], new byte[70_000], whole])
        {
            // A second copy of a zip file after the first is an intact zip file with a prefix.
            if (more != whole || !kind.StartsWith("npz", StringComparison.Ordinal))
                Assert.Throws<DatasetException>(() => ReadAndDispose(kind, directory.Write("x", [.. whole, .. more])));
        }
    }

    // A share of what dotnet cake --target=Fuzz does.
    [Theory]
    [InlineData("npy")]
    [InlineData("npz")]
    [InlineData("idx")]
    public void Mutated_files(string reader) => Mutations.AssertHarmless(reader, 1500);

    private byte[] MakeFile(string kind)
    {
        using Tensor array = Samples.Array(DType.Int32);
        if (kind.StartsWith("idx", StringComparison.Ordinal))
            return kind == "idx" ? Samples.Idx(array) : Samples.Gzip(Samples.Idx(array));
        if (kind == "npy")
            NpyFile.Write(directory["x"], array);
        else
            NpzFile.Write(directory["x"], new Dictionary<string, Tensor> { ["a"] = array, ["b"] = array },
                kind == "npz" ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
        return File.ReadAllBytes(directory["x"]);
    }

    private static void ReadAndDispose(string kind, string path)
    {
        IEnumerable<Tensor> arrays = kind.StartsWith("npz", StringComparison.Ordinal) ? NpzFile.Read(path).Values
            : [kind == "npy" ? NpyFile.Read(path) : IdxFile.Read(path)];
        foreach (Tensor array in arrays)
            array.Dispose();
    }

    private static long LiveTensors(bool collect = true)
    {
        if (collect)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Runtime.LiveNativeObjects.GetValueOrDefault("TF_Tensor");
    }
}
