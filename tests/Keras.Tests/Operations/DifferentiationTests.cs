using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Custom gradients, directional derivatives and maps over slices, in both compilers.</summary>
public sealed class DifferentiationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_custom_gradient_takes_the_place_of_the_derived_one(bool compile)
    {
        // log(1 + exp(x)) at 100: the derived gradient is not a number, the custom one is.
        Func<Symbol, Symbol> stable = Ops.CustomGradient(x =>
        {
            Symbol e = Ops.Exp(x);
            return (Ops.Log(1 + e), dy => dy * (1 - (1 / (1 + e))));
        });
        float[][] both = Evaluated(compile, [100, 0],
            x => [Gradients.Of(stable(x), x)[0]!.Value, Gradients.Of(Ops.Log(1 + Ops.Exp(x)), x)[0]!.Value]);
        Assert.Equal([1f, 0.5f], both[0]);
        Assert.True(float.IsNaN(both[1][0]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_custom_gradient_of_several_inputs_can_be_differentiated_again(bool compile)
    {
        Func<Symbol[], Symbol[]> product = Ops.CustomGradient(s => (
            new[] { s[0] * s[1], s[0] + s[1] },
            (Func<Symbol[], Symbol?[]>)(dys => [dys[0] * s[1] * 10, null])));
        float[][] derivatives = Evaluated(compile, [2, 3], x =>
        {
            Symbol y = RawOps.Identity(x);
            Symbol first = product([x, y])[0];
            Symbol slope = Gradients.Of(first, x)[0]!.Value;
            return [slope, Gradients.Of(slope, y)[0]!.Value];
        });
        Assert.Equal([20f, 30f], derivatives[0]);
        Assert.Equal([10f, 10f], derivatives[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_directional_derivative_is_the_product_of_the_Jacobian_with_the_direction(bool compile)
    {
        float[] at = [0.3f, -0.7f], along = [2, 0.5f];
        float[][] found = Evaluated(compile, at, x =>
        {
            (Symbol[] outputs, Symbol[] tangents) = Ops.Jvp(
                s => [Ops.Sin(s[0]) * s[1], Ops.Sum(Ops.Square(s[0])), x.Number(5)],
                [x, Ops.Square(x)],
                [Numbers(along), Numbers(1, 0)]);
            return [outputs[0], tangents[0], tangents[1], tangents[2]];
        });
        for (int i = 0; i < 2; i++)
        {
            float x = at[i], v = along[i], w = i == 0 ? 1 : 0;
            Assert.Equal(MathF.Sin(x) * x * x, found[0][i], 1e-5f);
            Assert.Equal((MathF.Cos(x) * v * x * x) + (MathF.Sin(x) * w), found[1][i], 1e-5f);
        }

        Assert.Equal(2 * ((at[0] * along[0]) + (at[1] * along[1])), found[2][0], 1e-5f);
        Assert.Equal(0, found[3][0]);
    }

    [Fact]
    public void A_direction_has_the_types_and_shapes_of_the_inputs()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol x = Numbers(1, 2);
        Assert.Contains("a tangent for each of 1 inputs, got 0", Assert.Throws<ArgumentException>(() => Ops.Jvp(s => s, [x], [])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "a tangent of the type and shape", Assert.Throws<ArgumentException>(() => Ops.Jvp(s => s, [x], [Numbers(1, 2, 3)])).Message,
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_map_over_slices_has_a_gradient(bool compile)
    {
        float[][] found = Evaluated(compile, [1, 2, 3], x =>
        {
            Symbol one = Ops.VectorizedMap(e => e * e, x), two = Ops.VectorizedMap(e => e[0] * e[1], [x, one]);
            return [one, two, Gradients.Of(two, x)[0]!.Value];
        });
        Assert.Equal([1f, 4f, 9f], found[0]);
        Assert.Equal([1f, 8f, 27f], found[1]);
        Assert.Equal([3f, 12f, 27f], found[2]);
    }

    private static Symbol Numbers(params float[] values)
    {
        using Tensor tensor = Tensor.Create<float>(values);
        return Graph.Current.Constant(tensor);
    }

    private static float[][] Evaluated(bool compile, float[] at, Func<Symbol, Symbol[]> body)
    {
        using Tensor x = Tensor.Create<float>(at);
        using StatefulFunction function = StatefulFunction.Trace("evaluate", [TensorSpec.Of(x)], s => body(s[0]),
            new FunctionOptions { Compile = compile });
        Tensor[] results = function.Run([x]);
        float[][] values = [.. results.Select(r => r.ToArray<float>())];
        foreach (Tensor result in results)
            result.Dispose();
        return values;
    }
}
