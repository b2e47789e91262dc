using System.IO.Compression;
using System.Text.Json;
using Keras.Saving.Hdf5;
using Keras.Tests.Support;
using PureHDF;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving.Hdf5;

/// <summary>
/// Numbers are read as the C library reads them (through h5py, <c>make_hdf5_types.py</c>), or refused: never as something else.
/// </summary>
public sealed class Hdf5TypesTests
{
    private const int Count = 6;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "hdf5");
    private static readonly Dictionary<string, double[]?> Expected = ReadExpected();

    // Padding says nothing where no bit is left over.
    private static readonly HashSet<string> Plain =
    [
        .. from order in (string[])["LE", "BE"]
           from type in (string[])["I8", "U8", "I16", "U16", "I32", "U32", "I64", "U64", "F32", "F64"]
           from padding in (string[])["", "_padding_one"]
           select type + order + padding,
        "F16LE", "F16BE", "bfloat16", "bool", "bool_other_order",
    ];

    [Fact]
    public void Each_type_is_read_as_h5py_reads_it_or_refused()
    {
        HashSet<string> read = [];
        foreach ((string name, byte[] file) in Files())
        {
            double[]? got = TryRead(file, out string? refusal);
            Assert.True((got is null) != (refusal is null), name);
            if (got is null)
                continue;
            read.Add(name);
            Assert.Equal(Expected[name], got);
        }

        Assert.Equal(Plain.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("F32LE_bias_100", "an exponent bias of 100")]
    [InlineData("F64BE_norm_none", "not normalized")]
    [InlineData("F32LE_sign_low", "sign at bit 0")]
    [InlineData("F32LE_mantissa_high", "exponent at bit 0")]
    [InlineData("F32LE_mantissa_less", "mantissa of 22 bits at bit 1")]
    [InlineData("F32LE_exponent_less", "exponent of 7 bits")]
    [InlineData("F32_in_8_bytes", "exponent of 8 bits")]
    [InlineData("vax_F32", "byte order of a VAX")]
    [InlineData("I32LE_offset", "of which 28 bits from bit 4 on count")]
    [InlineData("U16BE_precision", "of which 14 bits from bit 0 on count")]
    [InlineData("enumeration", "not NumPy's bool")]
    [InlineData("bool_turned", "not NumPy's bool")]
    [InlineData("bool_of_4_bytes", "not NumPy's bool")]
    [InlineData("opaque", "opaque elements of 4 bytes")]
    [InlineData("bits", "bit fields")]
    [InlineData("complex", "records")]
    public void A_refusal_tells_the_type(string name, string message)
    {
        Assert.Null(TryRead(Files().First(f => f.Name == name).Content, out string? refusal));
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    /// <summary>A second library, which reads numbers of this machine's byte order, reads the same.</summary>
    [Fact]
    public void PureHDF_reads_the_same()
    {
        foreach ((string name, byte[] file) in Files()
            .Where(f => Plain.Contains(f.Name) && f.Name.Contains("LE", StringComparison.Ordinal)))
        {
            using var source = H5File.Open(new MemoryStream(file));
            var dataset = source.Dataset("0");
            double[] values = name.Split('L')[0] switch
            {
                "I8" => [.. dataset.Read<sbyte[]>().Select(v => (double)v)],
                "U8" => [.. dataset.Read<byte[]>().Select(v => (double)v)],
                "I16" => [.. dataset.Read<short[]>().Select(v => (double)v)],
                "U16" => [.. dataset.Read<ushort[]>().Select(v => (double)v)],
                "I32" => [.. dataset.Read<int[]>().Select(v => (double)v)],
                "U32" => [.. dataset.Read<uint[]>().Select(v => (double)v)],
                "I64" => [.. dataset.Read<long[]>().Select(v => (double)v)],
                "U64" => [.. dataset.Read<ulong[]>().Select(v => (double)v)],
                "F16" => [.. dataset.Read<Half[]>().Select(v => (double)v)],
                "F32" => [.. dataset.Read<float[]>().Select(v => (double)v)],
                _ => dataset.Read<double[]>(),
            };
            Assert.Equal(values, TryRead(file, out _));
        }
    }

    /// <summary>
    /// Descriptions with any value in any field: what is read has the values that the format's specification gives these bits, worked out
    /// here bit by bit.
    /// </summary>
    [Fact]
    public void Descriptions_of_any_kind_are_read_by_the_specification_or_refused()
    {
        Random random = new(20261126);
        int read = 0;
        for (int i = 0; i < 6000; i++)
        {
            Hdf5NumberDescription description = Hdf5NumberDescription.Next(random);
            byte[] content = new byte[Count * description.Size];
            random.NextBytes(content);
            Hdf5Builder builder = new();
            ulong array = builder.Array(description.Message, builder.Append(content), (ulong)description.Size, Count);
            if (TryRead(builder.File(builder.Group(Hdf5Builder.Link("0", array))), out _) is not { } got)
                continue;
            read++;
            Assert.Equal(Enumerable.Range(0, Count)
                .Select(e => description.Value(content.AsSpan(e * description.Size, description.Size))), got);
        }

        Assert.InRange(read, 300, 5000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(15)]
    public void A_description_of_an_unknown_version_is_refused(int version)
    {
        Hdf5Builder builder = new();
        byte[] type = [(byte)(version << 4 | 1), .. Hdf5Builder.FloatType().AsSpan(1)];
        ulong array = builder.Array(type, builder.Append(new byte[24]), 4, Count);
        Assert.Null(TryRead(builder.File(builder.Group(Hdf5Builder.Link("0", array))), out string? refusal));
        Assert.Contains($"datatype of version 1 to 4, got {version}", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_boolean_that_is_neither_false_nor_true_is_refused()
    {
        byte[] file = Files().First(f => f.Name == "bool").Content;
        int at = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0, 1, 0, 1, 0, 1]);
        file[at + 2] = 2;
        Assert.Null(TryRead(file, out string? refusal));
        Assert.Contains("boolean 2 is 2", refusal, StringComparison.Ordinal);
    }

    private static double[]? TryRead(byte[] file, out string? refusal)
    {
        try
        {
            using Tensor tensor = Hdf5Reader.Read(file).Datasets["0"].Read();
            refusal = null;
            return tensor.DType switch
            {
                DType.Bool => [.. tensor.ToArray<bool>().Select(b => b ? 1.0 : 0)],
                DType.BFloat16 => [.. tensor.ToArray<BFloat16>().Select(b => (double)(float)b)],
                DType.Float16 => [.. tensor.ToArray<Half>().Select(h => (double)h)],
                DType.UInt64 => [.. tensor.ToArray<ulong>().Select(u => (double)u)],
                DType.Float32 => [.. tensor.ToArray<float>().Select(f => (double)f)],
                DType.Float64 => tensor.ToArray<double>(),
                DType.Int8 => [.. tensor.ToArray<sbyte>().Select(v => (double)v)],
                DType.UInt8 => [.. tensor.ToArray<byte>().Select(v => (double)v)],
                DType.Int16 => [.. tensor.ToArray<short>().Select(v => (double)v)],
                DType.UInt16 => [.. tensor.ToArray<ushort>().Select(v => (double)v)],
                DType.Int32 => [.. tensor.ToArray<int>().Select(v => (double)v)],
                DType.UInt32 => [.. tensor.ToArray<uint>().Select(v => (double)v)],
                _ => [.. tensor.ToArray<long>().Select(v => (double)v)],
            };
        }
        catch (InvalidDataException e)
        {
            refusal = e.Message;
            return null;
        }
    }

    private static List<(string Name, byte[] Content)> Files()
    {
        List<(string, byte[])> files = [];
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, "types.zip"));
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            byte[] content = new byte[entry.Length];
            stream.ReadExactly(content);
            files.Add((entry.Name.Split('.')[0], content));
        }

        return files;
    }

    private static Dictionary<string, double[]?> ReadExpected()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "types.json")));
        return document.RootElement.GetProperty("values").EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.Null
                ? null : Fixture.Numbers(p.Value), StringComparer.Ordinal);
    }
}
