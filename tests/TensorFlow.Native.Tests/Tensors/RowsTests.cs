using Xunit;

namespace TensorFlow.Tests.Tensors;

/// <summary>Rows that are held one by one become a tensor.</summary>
public sealed class RowsTests : NativeTest
{
    private static readonly float[] Expected = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Arrays_lists_and_sequences_of_arrays_are_rows()
    {
        float[][] rows = [[1, 2], [3, 4], [5, 6]];
        Check(Tensor.FromRows(rows), [3, 2]);
        Check(Tensor.FromRows(rows.ToList()), [3, 2]);
        Check(Tensor.FromRows(rows.Select(r => r)), [3, 2]);
        Check(Tensor.FromRows(rows.Select(r => r.ToList())), [3, 2]);
        Check(Tensor.FromRows(new[] { new[,] { { 1f }, { 2f } }, new[,] { { 3f }, { 4f } }, new[,] { { 5f }, { 6f } } }), [3, 2, 1]);
        Check(Tensor.FromRows(new float[][][] { [[1, 2, 3]], [[4, 5, 6]] }), [2, 1, 3]);
        Check(Tensor.FromRows(Expected), [6]);
        Check(Tensor.FromRows(Expected.Select(v => v)), [6]);
        Check(Tensor.FromRows(new object[] { 1f, 2f, 3f, 4f, 5f, 6f }), [6]);
    }

    [Fact]
    public void Tensors_are_rows()
    {
        using Tensor a = Tensor.Create<float>([1, 2, 3]);
        using Tensor b = Tensor.Create<float>([4, 5, 6]);
        Check(Tensor.FromRows([a, b]), [2, 3]);
        var numbers = System.Numerics.Tensors.Tensor.Create<float>([1, 2, 3, 4, 5, 6], [3, 1, 2]);
        Check(Tensor.FromRows(numbers), [3, 1, 2]);
        Check(Tensor.FromRows([numbers]), [1, 3, 1, 2]);
    }

    [Fact]
    public void A_row_is_copied_when_it_is_enumerated()
    {
        Check(Tensor.FromRows(OneBufferForAll()), [3, 2]);

        static IEnumerable<float[]> OneBufferForAll()
        {
            float[] buffer = new float[2];
            for (int i = 0; i < Expected.Length; i += 2)
            {
                (buffer[0], buffer[1]) = (Expected[i], Expected[i + 1]);
                yield return buffer;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void A_sequence_may_have_any_length(int count)
    {
        using Tensor tensor = Tensor.FromRows(Enumerable.Range(0, count).Select(i => new[] { i, -i }));
        Assert.Equal([count, 2], tensor.Shape);
        Assert.Equal(Enumerable.Range(0, count).SelectMany(i => new[] { i, -i }), tensor.ToArray<int>());
    }

    [Fact]
    public void Strings_are_rows_too()
    {
        using Tensor tensor = Tensor.FromRows(new[] { "a", "b" }.Select(s => s));
        Assert.Equal(["a", "b"], tensor.ToStrings());
    }

    [Fact]
    public void Types_that_share_memory_are_kept_apart()
    {
        // To the runtime a uint[] is a sequence of int, too.
        using Tensor tensor = Tensor.FromRows((IEnumerable<uint>)[1u, 2u]);
        using Tensor rows = Tensor.FromRows(new sbyte[][] { [1], [-1] });
        Assert.Equal(DType.UInt32, tensor.DType);
        Assert.Equal(DType.Int8, rows.DType);
    }

    [Fact]
    public void Rows_that_differ_are_refused_by_number()
    {
        Refused("Expected float32 [2] as in row 0, got float32 [1] in row 2", () => Tensor.FromRows(new float[][] { [1, 2], [3, 4], [5] }));
        Refused("row 1: expected float32 [2] as in row 0, got float32 [3] in row 1",
            () => Tensor.FromRows(new float[][][] { [[1, 2], [3, 4]], [[1, 2], [3, 4, 5]] }));
        Refused("got float64 [1] in row 1", () => Tensor.FromRows(new Array[] { new[] { 1f }, new[] { 1.0 } }));
        Refused("got null in row 1", () => Tensor.FromRows(new float[]?[] { [1], null }));
        Refused("at least one row", () => Tensor.FromRows(Array.Empty<float[]>()));
        Refused("got a string in row 1", () => Tensor.FromRows(new object[] { 1f, "a" }));
        Assert.Throws<ArgumentNullException>(() => Tensor.FromRows<float[]>(null!));
        Assert.Throws<NotSupportedException>(() => Tensor.FromRows([DateTime.UnixEpoch]));
        Assert.Throws<NotSupportedException>(() => Tensor.FromRows(new decimal[][] { [1] }));
    }

    private static void Refused(string part, Action make) =>
        Assert.Contains(part, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static void Check(Tensor tensor, Shape shape)
    {
        using (tensor)
        {
            Assert.Equal(shape, tensor.Shape);
            Assert.Equal(Expected, tensor.ToArray<float>());
        }
    }
}
