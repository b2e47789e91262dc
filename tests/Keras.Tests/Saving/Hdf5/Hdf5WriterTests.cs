using Keras.Saving.Hdf5;
using PureHDF;
using PureHDF.VOL.Native;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving.Hdf5;

/// <summary>
/// What is written here is read by another library, PureHDF, as it was meant (that the C library reads it is shown with h5py by
/// tests/Interop).
/// </summary>
public sealed class Hdf5WriterTests
{
    [Fact]
    public void Groups_and_texts()
    {
        Hdf5Group root = new();
        root.Set("keras_version", "3.15.1");
        root.Add("layers").Add("Dichte größe").Set("name", "Ωmega");
        root.Add("empty");
        using NativeFile file = Write(root);
        Assert.Equal("3.15.1", file.Attribute("keras_version").Read<string>());
        Assert.Equal("Ωmega", file.Group("layers/Dichte größe").Attribute("name").Read<string>());
        Assert.Equal(["empty", "layers"], file.Children().Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Empty(file.Group("empty").Children());
    }

    [Fact]
    public void A_config_longer_than_a_message_may_be()
    {
        string config = new('x', 1_000_000);
        Hdf5Group root = new();
        root.Set("model_config", config);
        root.Set("training_config", "{}");
        using NativeFile file = Write(root);
        Assert.Equal(config, file.Attribute("model_config").Read<string>());
        Assert.Equal("{}", file.Attribute("training_config").Read<string>());
    }

    [Fact]
    public void A_list_of_names_longer_than_a_message_is_in_numbered_parts_as_Keras_writes_it()
    {
        string[] names = [.. Enumerable.Range(0, 3000).Select(i => $"a_rather_long_layer_name_so_that_few_fit_{i}")];
        Hdf5Group root = new();
        root.Set("layer_names", names);
        root.Set("weight_names", ["kernel", "größe"]);
        using NativeFile file = Write(root);
        Assert.False(file.AttributeExists("layer_names"));
        string[][] parts = [.. Enumerable.Range(0, 3).Select(i => file.Attribute($"layer_names{i}").Read<string[]>())];
        Assert.False(file.AttributeExists("layer_names3"));
        Assert.Equal<string>(names, [.. parts.SelectMany(p => p)]);
        Assert.Equal(["kernel", "größe"], file.Attribute("weight_names").Read<string[]>().Select(n => n.TrimEnd('\0')));
        Assert.Equal(names, Hdf5Reader.Read(Bytes(root)).GetStrings("layer_names"));
    }

    [Fact]
    public void A_name_that_no_attribute_can_hold_is_refused()
    {
        Hdf5Group root = new();
        root.Set("layer_names", [new string('x', 70_000)]);
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => Bytes(root));
        Assert.Contains("70000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_groups_with_texts_than_one_heap_counts()
    {
        Hdf5Group root = new();
        for (int i = 0; i < 66_000; i++)
            root.Set($"text{i}", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using NativeFile file = Write(root);
        Assert.Equal("0", file.Attribute("text0").Read<string>());
        Assert.Equal("65999", file.Attribute("text65999").Read<string>());
    }

    [Fact]
    public void Numbers_of_every_type()
    {
        AssertSame<float>([1.5f, float.NaN, float.NegativeInfinity, -0f, float.Epsilon, 6]);
        AssertSame<double>([1.5, double.NaN, double.MaxValue, -0.0, double.Epsilon, 6]);
        AssertSame<Half>([(Half)1.5, Half.NaN, Half.MaxValue, Half.Epsilon, (Half)5, (Half)6]);
        AssertSame<sbyte>([1, -2, sbyte.MinValue, sbyte.MaxValue, 5, 6]);
        AssertSame<short>([1, -2, short.MinValue, short.MaxValue, 5, 6]);
        AssertSame<int>([1, -2, int.MinValue, int.MaxValue, 5, 6]);
        AssertSame<long>([1, -2, long.MinValue, long.MaxValue, 5, 6]);
        AssertSame<byte>([1, 2, byte.MinValue, byte.MaxValue, 5, 6]);
        AssertSame<ushort>([1, 2, ushort.MinValue, ushort.MaxValue, 5, 6]);
        AssertSame<uint>([1, 2, uint.MinValue, uint.MaxValue, 5, 6]);
        AssertSame<ulong>([1, 2, ulong.MinValue, ulong.MaxValue, 5, 6]);
    }

    [Fact]
    public void Booleans_and_bfloat16_come_back()
    {
        Hdf5Group root = new();
        root.Datasets["mask"] = new(DType.Bool, [3], () => Tensor.Create<bool>([true, false, true]));
        root.Datasets["short"] = new(DType.BFloat16, [2], () => Tensor.Create<BFloat16>([(BFloat16)1.5f, (BFloat16)(-2f)]));
        Hdf5Group read = Hdf5Reader.Read(Bytes(root));
        using Tensor mask = read.Datasets["mask"].Read(), brief = read.Datasets["short"].Read();
        Assert.Equal([true, false, true], mask.ToArray<bool>());
        Assert.Equal([(BFloat16)1.5f, (BFloat16)(-2f)], brief.ToArray<BFloat16>());
    }

    [Fact]
    public void A_single_number_an_empty_array_and_many_axes()
    {
        Hdf5Group root = new();
        root.Datasets["one"] = new(DType.Int64, Shape.Scalar, () => Tensor.Scalar(42L));
        root.Datasets["none"] = new(DType.Float32, [0, 3], () => Tensor.Create<float>([], [0, 3]));
        root.Datasets["deep"] = new(DType.UInt8, [1, 2, 1, 3], () => Tensor.Create<byte>([1, 2, 3, 4, 5, 6], [1, 2, 1, 3]));
        using NativeFile file = Write(root);
        Assert.Equal(H5DataspaceType.Scalar, file.Dataset("one").Space.Type);
        Assert.Equal(42, file.Dataset("one").Read<long>());
        Assert.Equal([0UL, 3UL], file.Dataset("none").Space.Dimensions);
        Assert.Equal([1UL, 2UL, 1UL, 3UL], file.Dataset("deep").Space.Dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Dataset("deep").Read<byte[]>());
        Hdf5Group read = Hdf5Reader.Read(Bytes(root));
        Assert.Equal([[], [0, 3], [1, 2, 1, 3]], new[] { "one", "none", "deep" }.Select(n => read.Datasets[n].Shape.ToArray()));
    }

    [Fact]
    public void Texts_are_no_numbers()
    {
        Hdf5Group root = new();
        root.Datasets["texts"] = new(DType.String, [1], () => throw new InvalidOperationException("must not be asked for"));
        Assert.Contains("string", Assert.Throws<NotSupportedException>(() => Bytes(root)).Message, StringComparison.Ordinal);
    }

    // Test vectors of lookup3.c.
    [Theory]
    [InlineData("", 0xDEADBEEF)]
    [InlineData("Four score and seven years ago", 0x17770551)]
    public void Checksum(string text, uint expected) => Assert.Equal(expected, Hdf5Checksum.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    private static void AssertSame<T>(T[] values)
        where T : unmanaged
    {
        Hdf5Group root = new();
        root.Datasets["values"] = new(DTypes.Of<T>(), [2, 3], () => Tensor.Create<T>(values, [2, 3]));
        using NativeFile file = Write(root);
        Assert.Equal([2UL, 3UL], file.Dataset("values").Space.Dimensions);
        Assert.Equal(values, file.Dataset("values").Read<T[]>(memoryDims: [6]));
        using Tensor own = Hdf5Reader.Read(Bytes(root)).Datasets["values"].Read();
        Assert.Equal(values, own.ToArray<T>());
    }

    private static NativeFile Write(Hdf5Group root) => H5File.Open(new MemoryStream(Bytes(root)));

    private static byte[] Bytes(Hdf5Group root)
    {
        using MemoryStream stream = new();
        Hdf5Writer.Write(root, stream);
        return stream.ToArray();
    }
}
