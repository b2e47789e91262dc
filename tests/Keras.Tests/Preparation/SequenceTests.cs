using System.Text.Json;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preparation;

/// <summary>Sequences are padded and truncated as <c>keras.utils.pad_sequences</c> does (<c>make_utils.py</c>).</summary>
public sealed class SequenceTests
{
    private static readonly Fixture Fixture = Fixture.Load("utils/utils");

    public static TheoryData<string> Cases => [.. Fixture.Cases("sequences").Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sequences_are_padded_as_Keras_does(string name)
    {
        JsonElement one = Fixture.Cases("sequences").Single(c => c.GetProperty("name").GetString() == name);
        JsonElement arguments = one.GetProperty("arguments");
        DType dtype = Text(arguments, "dtype") switch
        {
            "float32" => DType.Float32,
            "int64" => DType.Int64,
            "uint8" => DType.UInt8,
            _ => DType.Int32,
        };
        using Tensor padded = Keras.Utils.PadSequences(
            one.GetProperty("sequences").EnumerateArray().Select(Sequence), Count(arguments), dtype, Text(arguments, "padding") ?? "pre",
            Text(arguments, "truncating") ?? "pre", arguments.TryGetProperty("value", out JsonElement value) ? value.GetDouble() : 0);
        Assert.Equal(dtype, padded.DType);
        Assert.Equal(one.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()), padded.Shape);
        using Tensor numbers = padded.Cast(DType.Float64);
        Assert.Equal(Flat(one.GetProperty("outputs")), numbers.ToArray<double>());
    }

    [Fact]
    public void Strings_are_padded_as_Keras_does()
    {
        foreach (JsonElement one in Fixture.Cases("words"))
        {
            JsonElement arguments = one.GetProperty("arguments");
            using Tensor padded = Keras.Utils.PadSequences(
                new string[][] { ["a"], ["b", "c", "d"] }, Count(arguments), Text(arguments, "padding") ?? "pre",
                Text(arguments, "truncating") ?? "pre", Text(arguments, "value")!);
            Assert.Equal(one.GetProperty("outputs").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(s => s.GetString()!),
                padded.ToStrings());
        }
    }

    [Fact]
    public void Lists_tensors_and_iterators_are_sequences_too()
    {
        using Tensor tensor = Tensor.Create<int>([3, 4]);
        using Tensor padded = Keras.Utils.PadSequences(
            new object[] { new List<int> { 1 }, tensor, Enumerable.Range(5, 3), Array.Empty<int>() });
        Assert.Equal([0, 0, 1, 0, 3, 4, 5, 6, 7, 0, 0, 0], padded.ToArray<int>());
    }

    [Fact]
    public void Wrong_sequences_are_refused_by_name()
    {
        AssertRefused<ArgumentException>("got none", () => Keras.Utils.PadSequences(Array.Empty<int[]>()));
        AssertRefused<ArgumentException>("at position 1", () => Keras.Utils.PadSequences(new object[] { new[] { 1 }, 2 }));
        AssertRefused<ArgumentException>("pre or post, got 'left'", () => Keras.Utils.PadSequences(new int[][] { [1] }, padding: "left"));
        AssertRefused<ShapeException>("in sequence 1", () => Keras.Utils.PadSequences(new object[] { new int[1, 2], new int[1, 3] }));
        AssertRefused<OverflowException>("does not fit int32", () => Keras.Utils.PadSequences(new long[][] { [1L << 40] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.PadSequences(new int[][] { [1] }, maxLength: 0));
    }

    internal static double[] Flat(JsonElement nested) => nested.ValueKind == JsonValueKind.Array
        ? [.. nested.EnumerateArray().SelectMany(Flat)]
        : [nested.ValueKind is JsonValueKind.True or JsonValueKind.False ? (nested.GetBoolean() ? 1 : 0) : Fixture.Number(nested)];

    private static void AssertRefused<TException>(string part, Action action)
        where TException : Exception =>
        Assert.Contains(part, Assert.Throws<TException>(action).Message, StringComparison.Ordinal);

    private static Array Sequence(JsonElement sequence)
    {
        double[] flat = Flat(sequence);
        if (sequence.GetArrayLength() == 0 || sequence[0].ValueKind != JsonValueKind.Array)
            return Array.TrueForAll(flat, double.IsInteger) ? Array.ConvertAll(flat, v => (long)v) : flat;
        int width = sequence[0].GetArrayLength();
        double[,] rows = new double[sequence.GetArrayLength(), width];
        for (int i = 0; i < flat.Length; i++)
            rows[i / width, i % width] = flat[i];
        return rows;
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Count(JsonElement owner) => owner.TryGetProperty("maxlen", out JsonElement value) ? value.GetInt32() : null;
}
