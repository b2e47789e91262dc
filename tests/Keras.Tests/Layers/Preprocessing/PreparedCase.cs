using System.Text.Json;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Values of fixtures as tensors.</summary>
internal static class PreparedCase
{
    public static Tensor Array(Fixture fixture, JsonElement name)
    {
        NpyArray array = fixture.Array(name);
        return array.Elements switch
        {
            float[] values => Tensor.Create<float>(values, ShapeOf(array)),
            double[] values => Tensor.Create<double>(values, ShapeOf(array)),
            int[] values => Tensor.Create<int>(values, ShapeOf(array)),
            long[] values => Tensor.Create<long>(values, ShapeOf(array)),
            byte[] values => Tensor.Create<byte>(values, ShapeOf(array)),
            _ => throw new NotSupportedException($"{array.Elements.GetType()}"),
        };
    }

    /// <summary>Compares values, types and shapes.</summary>
    public static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.DType, actual.DType);
        Assert.Equal(expected.Shape, actual.Shape);
        using Tensor e = expected.Cast(DType.Float64), a = actual.Cast(DType.Float64);
        double[] wanted = e.ToArray<double>(), got = a.ToArray<double>();
        for (int i = 0; i < wanted.Length; i++)
        {
            if (!wanted[i].Equals(got[i]) && !(Math.Abs(wanted[i] - got[i]) <= tolerance * Math.Max(1, Math.Abs(wanted[i]))))
                Assert.Fail($"element {i} of {actual.Shape}: expected {wanted[i]}, got {got[i]}");
        }
    }

    private static Shape ShapeOf(NpyArray array) => Shape.Create([.. array.Shape.Select(d => (long)d)]);
}
