using System.Text;
using Keras.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Datasets;

public sealed class NpyFileTests : IDisposable
{
    public static readonly TheoryData<DType> Types = new(Samples.NpyTypes);
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_comes_back_in_either_byte_order(DType dtype)
    {
        using Tensor array = Samples.Array(dtype);
        NpyFile.Write(directory["x.npy"], array);
        using Tensor read = NpyFile.Read(directory["x.npy"]);
        Assert.Equal((dtype, array.Shape), (read.DType, read.Shape));
        Assert.Equal(array.AsBytes(), read.AsBytes());

        string name = (dtype == DType.Bool ? "b" : dtype.IsFloatingPoint ? "f" : dtype.StandardName[..1]) + dtype.Size;
        string dictionary = $"{{'descr': '>{name}', 'fortran_order': False, 'shape': (2, 3)}}\n";
        using Tensor big = NpyFile.Read(directory.Write("big.npy", Samples.Npy(dictionary, Samples.Reversed(array))));
        Assert.Equal(array.AsBytes(), big.AsBytes());
    }

    [Theory]
    [InlineData("()", 1)]
    [InlineData("(4,)", 4)]
    [InlineData("(0, 7)", 0)]
    [InlineData("(2, 1, 3, 5)", 30)]
    public void Headers_are_written_as_NumPy_writes_them(string shape, int elements)
    {
        Shape axes = Shape.Create([.. shape.Trim('(', ')', ',').Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]);
        using Tensor array = Tensor.Create<float>(new float[elements], axes);
        NpyFile.Write(directory["x.npy"], array);
        byte[] bytes = File.ReadAllBytes(directory["x.npy"]);
        Assert.Equal(0, (bytes.Length - (4 * elements)) % 64);
        Assert.StartsWith($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}",
            Encoding.Latin1.GetString(bytes, 10, bytes.Length - 10), StringComparison.Ordinal);
        using Tensor read = NpyFile.Read(directory["x.npy"]);
        Assert.Equal(axes, read.Shape);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_and_layout_of_the_dictionary(byte version)
    {
        string dictionary = "{ \"shape\" : ( 2,2, ) , 'fortran_order':False,'descr':'|u1' }   \n";
        using Tensor read = NpyFile.Read(directory.Write("x.npy", Samples.Npy(dictionary, [1, 2, 3, 4], version)));
        Assert.Equal([2, 2], read.Shape);
        Assert.Equal<byte>([1, 2, 3, 4], read.ToArray<byte>());
    }

    /// <summary>As NumPy of Python 2 wrote long integers and texts.</summary>
    [Theory]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }\n", true)]
    [InlineData(2, "{u'descr': u'<f4', u'fortran_order': False, u'shape': (2L, 3), }\n", true)]
    [InlineData(3, "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }\n", false)]
    [InlineData(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2LL, 3L), }\n", false)]
    public void Headers_of_Python_2(byte version, string dictionary, bool isRead)
    {
        string path = directory.Write("x.npy", Samples.Npy(dictionary, new byte[24], version));
        if (!isRead)
        {
            Assert.Throws<DatasetException>(() => NpyFile.Read(path));
            return;
        }

        using Tensor read = NpyFile.Read(path);
        Assert.Equal([2, 3], read.Shape);
    }

    [Fact]
    public void A_gzip_file_of_several_members_is_one_array()
    {
        byte[] whole = Samples.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (200000,)}\n",
            [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))]);
        byte[] packed = [.. Samples.Gzip(whole[..50]), .. Samples.Gzip(whole[50..150_000]), .. Samples.Gzip(whole[150_000..])];
        using Tensor read = NpyFile.Read(directory.Write("x.npy.gz", packed));
        Assert.Equal(whole[^200_000..], read.ToArray<byte>());
        foreach (byte[] damaged in (byte[][])[[.. packed, 1, 2, 3, 4], packed[..^1],
            [.. packed, .. Samples.Gzip([1])], [.. Samples.Gzip(whole[..50]), .. Samples.Gzip(whole[51..])]])
            Assert.Throws<DatasetException>(() => NpyFile.Read(directory.Write("y.npy.gz", damaged)));
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        string path = directory.Write("x.npy", [1, 2, 3]);
        using Tensor text = Tensor.CreateStrings(["a"], [1]);
        Assert.Throws<NotSupportedException>(() => NpyFile.Write(path, text));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Throws<DirectoryNotFoundException>(() => NpyFile.Write(Path.Combine(path + ".none", "x.npy"), Tensor.Scalar(1f)));
        Assert.Throws<ArgumentNullException>(() => NpyFile.Read(null!));
        Assert.Throws<ArgumentNullException>(() => NpyFile.Write(null!, Tensor.Scalar(1f)));
    }

    [Fact]
    public void Fortran_order_becomes_C_order()
    {
        // numpy.asfortranarray(numpy.arange(24, dtype='<i2').reshape(2, 3, 4)), as numpy.save lays it out.
        short[] stored = [0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23];
        using Tensor array = Tensor.Create<short>(stored);
        string dictionary = "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3, 4), }\n";
        using Tensor read = NpyFile.Read(directory.Write("x.npy", Samples.Npy(dictionary, array.AsBytes())));
        Assert.Equal([2, 3, 4], read.Shape);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (short)i), read.ToArray<short>());
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2)}\n", "elements cannot be counted")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4, 0)}\n", "elements cannot be counted")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}\n", "a number of entries")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}\n", "a number of entries")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}\n", "a comma after the only axis")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [1]}\n", "expected '('")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}\n", "expected the ")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}\n", "each of the keys")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}\n", "each of the keys")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}\n", "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "one line feed")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}x\n", "one line feed")]
    [InlineData("{'descr': '<U8', 'fortran_order': False, 'shape': (1,)}\n", "type '<U8'")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}\n", "type '|O'")]
    [InlineData("{'descr': '|f4', 'fortran_order': False, 'shape': (1,)}\n", "type '|f4'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}\n", "records are not tensors")]
    [InlineData("__import__('os')\n", "expected '{'")]
    [InlineData("", "expected '{'")]
    public void Headers_that_are_not_understood_are_refused(string dictionary, string sentence)
    {
        string path = directory.Write("x.npy", Samples.Npy(dictionary, [1, 2, 3, 4]));
        DatasetException e = Assert.Throws<DatasetException>(() => NpyFile.Read(path));
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{path}' ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_versions_headers_and_truths_are_refused()
    {
        const string dictionary = "{'descr': '|b1', 'fortran_order': False, 'shape': (1,)}\n";
        Assert.Throws<DatasetException>(() => NpyFile.Read(directory.Write("x", Samples.Npy(dictionary, [1], major: 4))));
        Assert.Throws<DatasetException>(() => NpyFile.Read(directory.Write("x", Samples.Npy(dictionary, [2]))));
        Assert.Throws<DatasetException>(() => NpyFile.Read(directory.Write("x", [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255])));
    }

    [Fact]
    public void What_NPY_cannot_hold_is_not_written()
    {
        using Tensor text = Tensor.CreateStrings(["a"], [1]);
        Assert.Throws<NotSupportedException>(() => NpyFile.Write(directory["x.npy"], text));
        Assert.False(File.Exists(directory["x.npy"]));
    }
}
