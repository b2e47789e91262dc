using Xunit;

namespace TensorFlow.Tests.Execution;

/// <summary>What XLA compiled for functions that are gone is forgotten, once no compiled function is alive and they were many.</summary>
public sealed class XlaCacheTests : NativeTest
{
    [Fact]
    public void What_was_compiled_is_forgotten_and_compiled_again()
    {
        // As long as it lives, nothing is forgotten by itself.
        using Function alive = Function.Trace("alive", [new(DType.Float32, [])], s => [s[0] + 1], new() { Compile = true });
        Assert.Equal([6f, 12f], Times(3));
        Assert.True(XlaCache.Clear());
        Assert.False(XlaCache.Clear());
        Assert.Equal([6f, 12f], Times(3));
        Assert.True(XlaCache.Clear());
    }

    [Fact]
    public void Many_functions_that_are_gone_are_forgotten_by_themselves()
    {
        _ = XlaCache.Clear();
        for (int i = 0; i < 4 * CompiledFunctions.WorthForgetting; i++)
            Assert.Equal([2f * (i + 1), 4f * (i + 1)], Times(i + 1));
        Assert.True(CompiledFunctions.TimesForgotten > 1);
    }

    private static float[] Times(int factor)
    {
        using Function function = Function.Trace("times", [new(DType.Float32, [2])], s => [s[0] * factor], new() { Compile = true });
        using Tensor x = Tensor.Create<float>([2, 4]);
        using Tensor y = Evaluate.One(function, x);
        return y.ToArray<float>();
    }
}
