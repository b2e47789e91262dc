using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace TensorFlow.Tests.Kernels;

/// <summary>Functions with convolutions by this library's kernels, where the machine has what they need, or by the runtime's.</summary>
internal static class ConvolutionFunction
{
    // Relative to the largest value: 5 times the largest difference of all cases, that of sums of 17 × 12 × 13 products.
    private const double Tolerance = 1e-5;

    /// <summary>Writes a function.</summary>
    /// <param name="isOptimized">Whether this library's kernels may be taken, in the bodies of loops, too.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="body">From their symbols to the outputs.</param>
    public static Function Trace(bool isOptimized, IEnumerable<TensorSpec> inputs, Func<Symbol[], Symbol[]> body)
    {
        using Graph graph = new() { IsOptimized = isOptimized };
        using Graph.Scope scope = graph.Use();
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        return Function.FromGraph(graph, "convolution", arguments, body(arguments), []);
    }

    /// <summary>A convolution with a stride of 1.</summary>
    public static Symbol Convolve(Symbol images, Symbol filter, string padding = "SAME") =>
        RawOps.Conv2D(images, filter, [1, 1, 1, 1], padding);

    /// <summary>The gradients of the sum of a symbol times factors.</summary>
    public static Symbol[] Gradient(Symbol y, Symbol factors, params Symbol[] by) =>
        [.. Gradients.Of(RawOps.Sum(y * factors, y.Graph.Constant([0, 1, 2, 3])), by).Select(g => g!.Value)];

    /// <summary>The number of operations of a type in a function.</summary>
    public static int Count(Function function, string type)
    {
        // The field of a node's type: tensorflow.NodeDef.op.
        ReadOnlySpan<byte> field = [0x12, (byte)type.Length, .. Encoding.UTF8.GetBytes(type)];
        return MemoryExtensions.Count(function.ToFunctionDef(), field);
    }

    public static float[][] Run(Function function, params ReadOnlySpan<Tensor> inputs)
    {
        DeviceTensor[] arguments = [.. inputs.ToArray().Select(i => DeviceTensor.From(i))];
        try
        {
            return [.. function.Invoke(arguments).Select(Read)];
        }
        finally
        {
            Array.ForEach(arguments, a => a.Dispose());
        }
    }

    /// <summary>Numbers from −1 to 1.</summary>
    public static Tensor Numbers(int seed, params ReadOnlySpan<long> shape)
    {
        Random random = new(seed);
        Shape all = Shape.Create(shape.ToArray());
        return Tensor.Create<float>([.. Enumerable.Range(0, (int)all.ElementCount).Select(_ => (random.NextSingle() * 2) - 1)], all);
    }

    public static void AssertSame(float[][] expected, float[][] found)
    {
        foreach ((float[] want, float[] got) in expected.Zip(found))
        {
            Assert.Equal(want.Length, got.Length);
            double largest = want.Max(Math.Abs), most = want.Zip(got, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(most <= Tolerance * largest, $"A value differs by {most:G3}, the largest is {largest:G3}.");
        }
    }

    /// <summary>Values are the same bit for bit; a comparison of collections takes seconds of so many.</summary>
    public static void AssertIdentical(float[][] expected, float[][] found)
    {
        Assert.Equal(expected.Length, found.Length);
        foreach ((float[] want, float[] got) in expected.Zip(found))
            Assert.True(MemoryMarshal.AsBytes<float>(want).SequenceEqual(MemoryMarshal.AsBytes<float>(got)), "A value differs.");
    }

    private static float[] Read(DeviceTensor output)
    {
        using (output)
        using (Tensor tensor = output.ToTensor())
            return tensor.ToArray<float>();
    }
}
