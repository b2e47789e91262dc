using Xunit;
using static TensorFlow.Tests.Kernels.ConvolutionFunction;

namespace TensorFlow.Tests.Kernels;

/// <summary>Layers as single operations: what TensorFlow's own operations compute, and the same gradients.</summary>
public sealed class FusedOpsTests : NativeTest
{
    [Theory]
    [InlineData(1, 1, 16, true, true)]
    [InlineData(5, 7, 32, true, false)]
    [InlineData(8, 16, 48, false, true)]
    [InlineData(23, 28, 64, true, true)]
    [InlineData(64, 48, 16, false, false)]
    [InlineData(200, 64, 128, true, true)]
    [InlineData(130, 33, 80, true, false)]
    public void A_dense_layer_is_a_product_with_a_bias_and_a_rectifier(int rows, int inputs, int units, bool hasBias, bool rectifies)
    {
        using Tensor x = Numbers(1, rows, inputs), kernel = Numbers(2, inputs, units), bias = Numbers(3, units);
        using Tensor factor = Numbers(4, rows, units);
        Compare(
            [x, kernel, bias], factor, hasBias ? 3 : 2,
            s => FusedOps.Dense(s[0], s[1], hasBias ? s[2] : null, rectifies),
            s =>
            {
                Symbol y = RawOps.MatMul(s[0], s[1]);
                y = hasBias ? RawOps.BiasAdd(y, s[2]) : y;
                return rectifies ? RawOps.Relu(y) : y;
            });
    }

    [Fact]
    public void A_dense_layer_sums_over_two_axes_and_has_units_of_several()
    {
        using Tensor x = Numbers(1, 3, 5, 4, 16), kernel = Numbers(2, 4, 16, 2, 24), bias = Numbers(3, 2, 24);
        using Tensor factor = Numbers(4, 3, 5, 2, 24);
        Compare(
            [x, kernel, bias], factor, 3, s => FusedOps.Dense(s[0], s[1], s[2], rectifies: true, contracted: 2),
            s => RawOps.Relu(RawOps.Einsum([s[0], s[1]], "abcd,cdef->abef") + s[2]));
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(7, 64)]
    [InlineData(90, 48)]
    public void Layer_normalization_is_that_of_the_formula(int rows, int length)
    {
        const float epsilon = 1e-3f;
        using Tensor x = Numbers(1, rows, length), gamma = Numbers(2, length), beta = Numbers(3, length), factor = Numbers(4, rows, length);
        Compare(
            [x, gamma, beta], factor, 3, s => FusedOps.LayerNormalization(s[0], s[1], s[2], epsilon),
            s =>
            {
                Symbol axes = s[0].Graph.Constant([1]), centered = s[0] - RawOps.Mean(s[0], axes, keepDims: true);
                Symbol variance = RawOps.Mean(RawOps.Square(centered), axes, keepDims: true);
                return (centered * RawOps.Rsqrt(variance + epsilon) * s[1]) + s[2];
            });
    }

    [Theory]
    [InlineData(1, 1, 16, 16, false)]
    [InlineData(3, 5, 16, 32, false)]
    [InlineData(8, 16, 32, 16, false)]
    [InlineData(28, 28, 16, 16, false)]
    [InlineData(28, 28, 16, 16, true)]
    [InlineData(17, 40, 48, 16, true)]
    [InlineData(40, 17, 16, 48, true)]
    public void Attention_is_that_of_the_formula(int targets, int sources, int size, int valueSize, bool isCausal)
    {
        const float scale = 0.3f;
        using Tensor q = Numbers(1, 2, targets, 3, size), k = Numbers(2, 2, sources, 3, size), v = Numbers(3, 2, sources, 3, valueSize);
        using Tensor factor = Numbers(4, 2, targets, 3, valueSize);
        float[] hidden = [.. Enumerable.Range(0, targets * sources).Select(i => isCausal && i % sources > i / sources ? -1e9f : 0)];
        using Tensor mask = Tensor.Create<float>(hidden, [targets, sources]);
        Compare(
            [q, k, v], factor, 3, s => FusedOps.Attention(s[0], s[1], s[2], scale, isCausal),
            s =>
            {
                Symbol scores = (RawOps.Einsum([s[0], s[1]], "btnh,bsnh->bnts") * scale) + s[0].Graph.Constant(mask);
                return RawOps.Einsum([RawOps.Softmax(scores), s[2]], "bnts,bsnh->btnh");
            });
    }

    [Fact]
    public void Scores_far_apart_give_weights_of_0_and_1_and_what_is_no_number_shows()
    {
        Assert.SkipUnless(FusedOps.AreSupported, "the machine has none of the kernels");
        using Tensor q = Tensor.Full(1, DType.Float32, [1, 2, 1, 16]), v = Numbers(1, 1, 2, 1, 16);
        using Tensor k = Tensor.Create<float>([.. Enumerable.Range(0, 32).Select(i => i < 16 ? -500f : 500f)], [1, 2, 1, 16]);
        using Function function = Fused([q, k, v], s => [FusedOps.Attention(s[0], s[1], s[2], 1, isCausal: false)!.Value]);
        float[] values = v.ToArray<float>(), found = Run(function, q, k, v)[0];
        Assert.Equal([.. values[16..], .. values[16..]], found);
        using Tensor odd = Tensor.Create<float>([.. q.ToArray<float>().Select((x, i) => i == 0 ? float.NaN : x)], q.Shape);
        found = Run(function, odd, k, v)[0];
        Assert.All(found[..16], x => Assert.True(float.IsNaN(x)));
        Assert.Equal(values[16..], found[16..]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Adam_updates_weights_by_the_sums_of_the_gradients_of_parts(int parts)
    {
        Assert.SkipUnless(FusedOps.AreSupported, "the machine has none of the kernels");
        const double beta1 = 0.9, beta2 = 0.99, epsilon = 1e-4;
        const float rate = 0.01f;
        const long earlier = 4;
        Tensor[] first = [Numbers(1, 37), Numbers(2, 3, 16)], second = [Numbers(3, 37), Numbers(4, 3, 16)];
        Tensor[] w = [Numbers(5, 37), Numbers(6, 3, 16)], m = [Numbers(7, 37), Numbers(8, 3, 16)];
        using Tensor positive = Tensor.Create<float>([.. Numbers(9, 37).ToArray<float>().Select(Math.Abs)], [37]);
        Tensor[] v = [positive, Tensor.Full(0.5, DType.Float32, [3, 16])];
        Tensor[] given = [.. first, .. second, .. w, .. m, .. v];
        using Function function = Fused(given, s =>
        {
            Symbol[] gradients = [.. Enumerable.Range(0, 2).Select(i => parts == 1 ? s[i] : FusedOps.Sum([s[i], s[2 + i]])!.Value)];
            Graph graph = s[0].Graph;
            return FusedOps.Adam(
                gradients, s[4..6], s[6..8], s[8..10], graph.Constant(rate, DType.Float32), graph.Constant(earlier, DType.Int64),
                (beta1, beta2, epsilon))!;
        });
        float[][] found = Run(function, given);
        double alpha = rate * Math.Sqrt(1 - Math.Pow(beta2, earlier + 1)) / (1 - Math.Pow(beta1, earlier + 1));
        for (int i = 0; i < 2; i++)
        {
            float[] g = first[i].ToArray<float>(), other = second[i].ToArray<float>();
            for (int j = 0; j < g.Length; j++)
            {
                double gradient = parts == 1 ? g[j] : g[j] + other[j];
                double momentum = (m[i].ToArray<float>()[j] * beta1) + (gradient * (1 - beta1));
                double velocity = (v[i].ToArray<float>()[j] * beta2) + (gradient * gradient * (1 - beta2));
                Assert.Equal(momentum, found[2 + i][j], 1e-6);
                Assert.Equal(velocity, found[4 + i][j], 1e-6);
                Assert.Equal(w[i].ToArray<float>()[j] - (alpha * momentum / (Math.Sqrt(velocity) + epsilon)), found[i][j], 1e-6);
            }
        }

        foreach (Tensor tensor in (Tensor[])[.. first, .. second, .. w, .. m, v[1]])
            tensor.Dispose();
    }

    [Theory]
    [InlineData(2, 32)]
    [InlineData(3, 45)]
    [InlineData(5, 7)]
    public void A_sum_leaves_the_summands_as_they_are(int count, int length)
    {
        Assert.SkipUnless(FusedOps.AreSupported, "the machine has none of the kernels");
        Tensor[] given = [.. Enumerable.Range(1, count).Select(i => Numbers(i, length))];
        // Of the first sum nobody else needs the summands, the memory of which it may take.
        using Function function = Fused(given, s =>
        {
            Symbol first = FusedOps.Sum([.. s.Select(x => x * 2f)])!.Value;
            return [first, FusedOps.Sum([first, .. s])!.Value, .. s];
        });
        float[][] found = Run(function, given), values = [.. given.Select(t => t.ToArray<float>())];
        for (int i = 0; i < length; i++)
        {
            float sum = values.Sum(v => v[i]);
            Assert.Equal(2 * sum, found[0][i], 1e-5f);
            Assert.Equal(3 * sum, found[1][i], 1e-5f);
        }

        Assert.Equal(values, found[2..]);
        foreach (Tensor tensor in given)
            tensor.Dispose();
    }

    [Fact]
    public void What_has_no_kernel_is_left_to_ordinary_operations()
    {
        using Graph graph = new() { UsesFusedOps = true }, plain = new();
        Assert.Null(Dense(plain, DType.Float32, 16, 16));
        Assert.Null(Dense(graph, DType.Float64, 16, 16));
        Assert.Null(Dense(graph, DType.Float32, 16, 17));
        Assert.Null(Dense(graph, DType.Float32, 1024, 1024));
        Assert.Null(FusedOps.LayerNormalization(Of(graph, 4, 17), Of(graph, 17), Of(graph, 17), 1e-3f));
        Assert.Null(FusedOps.LayerNormalization(Of(graph, 4, 16), Of(graph, 16), Of(graph, 16), 0));
        Assert.Null(FusedOps.Attention(Of(graph, 2, 4, 3, 8), Of(graph, 2, 4, 3, 8), Of(graph, 2, 4, 3, 16), 1, isCausal: false));
        Assert.Null(FusedOps.Attention(Of(graph, 2, 4, 4, 16), Of(graph, 2, 4, 2, 16), Of(graph, 2, 4, 2, 16), 1, isCausal: false));
        Assert.Equal(FusedOps.AreSupported, Dense(graph, DType.Float32, 16, 16) is not null);

        static Symbol Of(Graph graph, params long[] shape) => graph.Placeholder(DType.Float32, Shape.Create(shape));
        static Symbol? Dense(Graph graph, DType dtype, long inputs, long units) => FusedOps.Dense(
            graph.Placeholder(dtype, [4, inputs]), graph.Placeholder(dtype, [inputs, units]), null, rectifies: false);
    }

    [Fact]
    public void Sizes_that_do_not_fit_together_are_told()
    {
        Assert.SkipUnless(FusedOps.AreSupported, "the machine has none of the kernels");
        using Tensor q = Numbers(1, 2, 4, 1, 16), k = Numbers(2, 3, 4, 1, 16);
        TensorSpec spec = new(DType.Float32, [-1, -1, 1, 16]);
        using Function function = Function.Trace("fused", [spec, spec], s =>
        {
            s[0].Graph.UsesFusedOps = true;
            return [FusedOps.Attention(s[0], s[1], s[1], 1, isCausal: false)!.Value];
        });
        InvalidArgumentException error = Assert.Throws<InvalidArgumentException>(() => Run(function, q, k));
        Assert.Contains("expected keys of [2, 4, 1, 16], got [3, 4, 1, 16]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_derivative_is_refused()
    {
        Assert.SkipUnless(FusedOps.AreSupported, "the machine has none of the kernels");
        using Graph graph = new() { UsesFusedOps = true };
        using Graph.Scope scope = graph.Use();
        Symbol x = graph.Placeholder(DType.Float32, [4, 16]), kernel = graph.Placeholder(DType.Float32, [16, 16]);
        Symbol first = Gradients.Of(Sum(FusedOps.Dense(x, kernel, null, rectifies: false)!.Value), [x])[0]!.Value;
        Assert.Throws<UnimplementedException>(() => Gradients.Of(Sum(first * first), [kernel]));
    }

    private static Symbol Sum(Symbol x) => RawOps.Sum(x, x.Graph.Constant([0, 1]));

    private static Function Fused(Tensor[] inputs, Func<Symbol[], Symbol[]> write) =>
        Function.Trace("fused", [.. inputs.Select(TensorSpec.Of)], s =>
        {
            s[0].Graph.UsesFusedOps = true;
            return write(s);
        });

    // Outputs times a factor, and the gradients of their sum.
    private static void Compare(Tensor[] inputs, Tensor factor, int given, Func<Symbol[], Symbol?> fused, Func<Symbol[], Symbol> plain)
    {
        Assert.SkipUnless(FusedOps.AreSupported, "the machine has none of the kernels");
        using Function actual = Fused([.. inputs, factor], s => Write(s, fused(s)!.Value));
        using Function expected = Function.Trace("plain", actual.Inputs, s => Write(s, plain(s)));
        float[][] found = Run(actual, [.. inputs, factor]), wanted = Run(expected, [.. inputs, factor]);
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            float tolerance = 2e-5f * Math.Max(1, wanted[i].Max(Math.Abs));
            Assert.Equal(wanted[i].Length, found[i].Length);
            for (int j = 0; j < wanted[i].Length; j++)
                Assert.True(Math.Abs(wanted[i][j] - found[i][j]) <= tolerance, $"output {i}, element {j}: {wanted[i][j]}, {found[i][j]}");
        }

        Symbol[] Write(Symbol[] s, Symbol y) =>
        [
            y, .. Gradients.Of(RawOps.Sum(y * s[^1], y.Graph.Constant([.. Enumerable.Range(0, y.Rank)])), s.AsSpan(0, given).ToArray())
                .Select(g => g!.Value),
        ];
    }
}
