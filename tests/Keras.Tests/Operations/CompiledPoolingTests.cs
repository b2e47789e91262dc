using Keras.Tests.Support;
using Keras.Tracing;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>The gradient of pooling that XLA compiles inside of ordinary kernels is that of the kernel, to the bit.</summary>
public sealed class CompiledPoolingTests
{
    public static TheoryData<int[], int[], string, bool> Windows => new()
    {
        { [3, 8, 8, 5], [2, 2], "valid", true },
        { [3, 9, 7, 4], [2, 2], "valid", true },
        { [2, 9, 8, 3], [3, 2], "valid", true },
        { [2, 6, 8, 3], [3, 4], "same", true },
        { [2, 5, 5, 2], [5, 5], "valid", true },
        { [2, 7, 7, 2], [1, 7], "valid", true },
        { [3, 9, 7, 4], [2, 2], "same", false },
        { [4, 9, 1, 6], [3, 1], "valid", true },
        { [2, 4, 4, 4, 2], [2, 2, 2], "valid", false },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Gradients_of_both_orders_are_those_of_the_kernel(int[] shape, int[] size, string padding, bool compiles)
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        int count = shape.Aggregate(1, (a, b) => a * b);
        // Few values, so that windows have several largest elements; some windows are all zero, as behind relu.
        using Tensor x = Tensor.Create<float>([.. Enumerable.Range(0, count).Select(i => (float)Math.Max(0, (i * 37 % 11) - 5))],
            [.. shape.Select(d => (long)d)]);
        bool wasCompiled = false;

        Tensor[] Run(bool compile) => [.. new[] { 0, 1 }.Select(order => Evaluate.On([x], symbols =>
        {
            TraceContext.Current.CompilesParts = compile;
            Symbol y = Ops.MaxPool(symbols[0], SpatialSizes.Create(size), padding: padding);
            Symbol factors = Ops.Sin(y) + Ops.Square(y);
            Symbol dx = Gradients.Of([y], [factors], [symbols[0]])[0]!.Value;
            wasCompiled |= dx.Operation.Type == "StatefulPartitionedCall";
            return order == 0 ? dx : Gradients.Of(Ops.Sum(Ops.Square(dx)), symbols[0])[0]!.Value;
        }))];

        Tensor[] kernel = Run(compile: false), compiled = Run(compile: true);

        Assert.Equal(compiles, wasCompiled);
        foreach ((Tensor expected, Tensor actual) in kernel.Zip(compiled))
        {
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
            Assert.Contains(actual.ToArray<float>(), v => v != 0);
            expected.Dispose();
            actual.Dispose();
        }
    }
}
