using System.IO.Compression;
using Keras.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Datasets;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Every_type_comes_back(CompressionLevel compression)
    {
        Dictionary<string, Tensor> arrays = Samples.NpyTypes.ToDictionary(d => d.StandardName, Samples.Array);
        NpzFile.Write(directory["x.npz"], arrays, compression);
        IReadOnlyDictionary<string, Tensor> read = NpzFile.Read(directory["x.npz"]);
        Assert.Equal(arrays.Keys, read.Keys);
        foreach ((string name, Tensor array) in read)
        {
            Assert.Equal((arrays[name].DType, arrays[name].Shape), (array.DType, array.Shape));
            Assert.Equal(arrays[name].AsBytes(), array.AsBytes());
        }

        Assert.Equal(["float32"], NpzFile.Read(directory["x.npz"], "float32", "float32").Keys);
        DatasetException e = Assert.Throws<DatasetException>(() => NpzFile.Read(directory["x.npz"], "x_train"));
        Assert.Contains("has no array 'x_train'; it has", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_repetitive_arrays_come_back()
    {
        using Tensor zeros = Tensor.Zeros(DType.Float32, [1000, 2000]);
        NpzFile.Write(directory["x.npz"], new Dictionary<string, Tensor> { ["zeros"] = zeros }, CompressionLevel.SmallestSize);
        Assert.InRange(new FileInfo(directory["x.npz"]).Length, 1, zeros.ByteLength / 100);
        using Tensor read = NpzFile.Read(directory["x.npz"])["zeros"];
        Assert.Equal(zeros.Shape, read.Shape);
    }

    [Fact]
    public void Changed_elements_are_noticed()
    {
        using Tensor array = Samples.Array(DType.Float64);
        NpzFile.Write(directory["x.npz"], new Dictionary<string, Tensor> { ["a"] = array });
        byte[] bytes = File.ReadAllBytes(directory["x.npz"]);
        bytes[bytes.AsSpan().IndexOf(array.AsBytes()) + 3] ^= 1;
        DatasetException e = Assert.Throws<DatasetException>(() => NpzFile.Read(directory.Write("x.npz", bytes)));
        Assert.Contains("checksum", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_the_same_name_are_refused_and_others_passed_over()
    {
        using Tensor array = Samples.Array(DType.UInt8);
        NpyFile.Write(directory["a.npy"], array);
        using (ZipArchive archive = ZipFile.Open(directory["x.npz"], ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(directory["a.npy"], "a.npy");
            archive.CreateEntryFromFile(directory["a.npy"], "readme.txt");
        }

        Assert.Equal(["a"], NpzFile.Read(directory["x.npz"]).Keys);
        using (ZipArchive archive = ZipFile.Open(directory["x.npz"], ZipArchiveMode.Update))
            archive.CreateEntryFromFile(directory["a.npy"], "a.npy");
        Assert.Contains("two arrays named 'a'",
            Assert.Throws<DatasetException>(() => NpzFile.Read(directory["x.npz"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nameless_arrays_are_not_written()
    {
        using Tensor array = Samples.Array(DType.UInt8);
        Assert.Throws<ArgumentException>(() => NpzFile.Write(directory["x.npz"], new Dictionary<string, Tensor> { [""] = array }));
        Assert.False(File.Exists(directory["x.npz"]));
    }
}
