using Keras.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Datasets;

public sealed class IdxFileTests : IDisposable
{
    public static readonly TheoryData<DType> Types = new(Samples.IdxTypes);
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_comes_back_packed_or_not(DType dtype)
    {
        using Tensor array = Samples.Array(dtype);
        byte[] bytes = Samples.Idx(array);
        foreach (byte[] file in (byte[][])[bytes, Samples.Gzip(bytes)])
        {
            using Tensor read = IdxFile.Read(directory.Write("any-name", file));
            Assert.Equal(dtype, read.DType);
            Assert.Equal([2, 3], read.Shape);
            Assert.Equal(array.AsBytes(), read.AsBytes());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(254)]
    public void Any_number_of_axes(int rank)
    {
        byte[] axes = [.. Enumerable.Repeat<byte[]>([0, 0, 0, 1], rank - 1).SelectMany(a => a), 0, 0, 0, 3];
        using Tensor read = IdxFile.Read(directory.Write("x", [0, 0, 8, (byte)rank, .. axes, 7, 8, 9]));
        Assert.Equal(rank, read.Rank);
        Assert.Equal<byte>([7, 8, 9], read.ToArray<byte>());
    }

    [Fact]
    public void No_elements()
    {
        using Tensor read = IdxFile.Read(directory.Write("x", [0, 0, 13, 2, 0, 0, 0, 0, 0, 0, 0, 5]));
        Assert.Equal([0, 5], read.Shape);
    }

    [Theory]
    [InlineData("000008010000000301", "has 9 bytes, expected the 11 of uint8 [3]")]
    [InlineData("00000801000000010102", "has 10 bytes, expected the 9 of uint8 [1]")]
    [InlineData("000008", "ends after 3 bytes within the header of an IDX file, expected 1 or more")]
    [InlineData("89504E470D0A1A0A", "begins with the bytes 89504E47")]
    [InlineData("00000A010000000101", "type 0x0A")]
    [InlineData("0000080001", "0 axes")]
    [InlineData("00000801FFFFFFFF01", "expected the 4294967303 of uint8 [4294967295]")]
    [InlineData("00000804FFFFFFFFFFFFFFFFFFFFFFFF00000000", "elements cannot be counted")]
    [InlineData("00000E017FFFFFFF01", "expected the 17179869184 of float64 [2147483647]")]
    [InlineData("1F8B08", "truncated")]
    public void What_does_not_fit_is_named(string hex, string sentence)
    {
        string path = directory.Write("x", Convert.FromHexString(hex));
        DatasetException e = Assert.Throws<DatasetException>(() => IdxFile.Read(path));
        Assert.Equal(path, e.Path);
        Assert.Contains($"'{path}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_axes_are_named()
    {
        byte[] axes = [.. Enumerable.Repeat<byte[]>([0, 0, 0, 1], 255).SelectMany(a => a)];
        DatasetException e = Assert.Throws<DatasetException>(() => IdxFile.Read(directory.Write("x", [0, 0, 8, 255, .. axes, 1])));
        Assert.Contains("255 axes, expected at most 254", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_unpacks_to_far_more_than_it_takes_is_counted_first()
    {
        byte[] honest = Samples.Gzip(Samples.Idx([0, 0, 8, 1, 0, 64, 0, 0], 64 << 16));
        using (Tensor read = IdxFile.Read(directory.Write("honest", honest)))
            Assert.Equal(64 << 16, read.Length);

        byte[] boasting = Samples.Gzip(Samples.Idx([0, 0, 8, 1, 0, 64, 0, 0], 32 << 16));
        BitConverter.TryWriteBytes(boasting.AsSpan(boasting.Length - 4), (64 << 16) + 8);
        Assert.Throws<DatasetException>(() => IdxFile.Read(directory.Write("boasting", boasting)));

        byte[] impossible = Samples.Gzip([0, 0, 8, 1, 0x7F, 0xFF, 0xFF, 0xF7]);
        BitConverter.TryWriteBytes(impossible.AsSpan(impossible.Length - 4), int.MaxValue);
        Assert.Throws<DatasetException>(() => IdxFile.Read(directory.Write("impossible", impossible)));
    }

    [Fact]
    public void What_is_not_a_file_is_named()
    {
        Assert.Contains("cannot be opened",
            Assert.Throws<DatasetException>(() => IdxFile.Read(directory["none"])).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => IdxFile.Read(directory.FullName));
    }
}
