using Keras.Layers;
using Keras.Optimizers;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

public sealed class ControlFlowTests
{
    [Fact]
    public void A_scan_carries_and_collects() => Near([6, 1, 3, 6], Evaluated(() =>
    {
        (Symbol carry, Symbol outputs) = Ops.Scan((sum, x) => (sum + x, sum + x), Number(0), List(1, 2, 3));
        return Ops.Concatenate([Ops.ExpandDims(carry, 0), outputs], 0);
    }));

    [Fact]
    public void A_scan_goes_backwards_and_keeps_places() =>
        Near([6, 5, 3], Evaluated(() => Ops.Scan((sum, x) => (sum + x, sum + x), Number(0), List(1, 2, 3), reverse: true).Outputs));

    [Fact]
    public void A_loop_ends_by_its_condition_or_by_its_bound()
    {
        Near([16], Evaluated(() => Ops.WhileLoop(v => Ops.Less(v[0], 10), v => [v[0] * 2], [Number(1)])[0].Reshape([1])));
        Near([4], Evaluated(() => Ops.WhileLoop(v => Ops.Less(v[0], 10), v => [v[0] * 2], [Number(1)], maximumIterations: 2)[0]
            .Reshape([1])));
    }

    [Fact]
    public void A_loop_counts_from_a_bound_to_another() =>
        Near([9], Evaluated(() => Ops.ForiLoop(2, 5, (i, sum) => sum + i.Cast(DType.Float32), Number(0)).Reshape([1])));

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 2)]
    [InlineData(7, 3)]
    public void A_switch_moves_its_index_into_the_range(int index, float expected) => Near([expected], Evaluated(() => Ops.Switch(
        Graph.Current.Constant(index, DType.Int32),
        [v => [v[0]], v => [v[0] * 2], v => [v[0] * 3]],
        List(1))[0]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    public void An_associative_scan_has_all_partial_sums(int length)
    {
        float[] numbers = [.. Enumerable.Range(1, length).Select(i => (float)i)];
        float[] sums = [.. numbers.Select((_, i) => numbers[..(i + 1)].Sum())];
        Near(sums, Evaluated(() => Ops.AssociativeScan((a, b) => a + b, List(numbers))));
        Near([.. sums.Select((_, i) => numbers[i..].Sum())],
            Evaluated(() => Ops.AssociativeScan((a, b) => a + b, List(numbers), reverse: true)));
    }

    [Fact]
    public void A_map_applies_a_function_to_each_slice() => Near([1, 4, 9], Evaluated(() => Ops.Map(x => x * x, List(1, 2, 3))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bodies_read_and_assign_weights(bool compile)
    {
        Weight factor = new("factor", [], DType.Float32, new Keras.Initializers.Constant(2));
        Weight count = new("count", [], DType.Float32, new Keras.Initializers.Zeros());
        using (StatefulFunction function = StatefulFunction.Trace("weights", [], _ =>
        {
            Symbol product = Ops.Scan(
                (carry, x) =>
                {
                    Ops.Cond(Ops.Greater(x, 1), () => { count.AssignAdd(x); return x; }, () => x);
                    return (carry * factor, x);
                },
                Number(1),
                List(1, 2, 3)).Carry;
            return [product];
        }, new FunctionOptions { Compile = compile }))
        {
            using Tensor product = function.Run(Array.Empty<Tensor>())[0];
            Assert.Equal(8f, product.ToScalar<float>());
            using Tensor counted = count.Read();
            Assert.Equal(5f, counted.ToScalar<float>());
        }

        factor.Dispose();
        count.Dispose();
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void A_recurrent_layer_learns_as_its_unrolled_form_does(JitCompile jitCompile)
    {
        float[] scanned = Trained(new Recurrent(3, unrolled: false) { InputShape = [4, 2] }, jitCompile);
        float[] unrolled = Trained(new Recurrent(3, unrolled: true) { InputShape = [4, 2] }, jitCompile);
        Near(unrolled, scanned);
    }

    private static float[] Trained(Layer layer, JitCompile jitCompile)
    {
        Random random = new(3);
        float[,,] x = new float[12, 4, 2];
        float[,] y = new float[12, 1];
        for (int i = 0; i < 12; i++)
        {
            y[i, 0] = random.NextSingle();
            for (int j = 0; j < 8; j++)
                x[i, j / 2, j % 2] = random.NextSingle();
        }

        using Sequential model = new(layer, new Dense(1) { KernelInitializer = new Keras.Initializers.Constant(0.3) });
        model.Compile(new SGD(0.1), "mse", jitCompile: jitCompile);
        model.Fit(x, y, new FitOptions { Epochs = 3, BatchSize = 4, Shuffle = false, Verbose = Verbosity.Silent });
        return [.. model.GetWeights().SelectMany(w =>
        {
            using Tensor weight = w;
            return weight.ToArray<float>();
        })];
    }

    private static Symbol Number(double value) => Graph.Current.Constant(value, DType.Float32);

    private static Symbol List(params float[] values)
    {
        using Tensor tensor = Tensor.Create<float>(values);
        return Graph.Current.Constant(tensor);
    }

    private static float[] Evaluated(Func<Symbol> body)
    {
        using StatefulFunction function = StatefulFunction.Trace("evaluate", [], _ => [body()]);
        using Tensor result = function.Run(Array.Empty<Tensor>())[0];
        return result.ToArray<float>();
    }

    private static void Near(float[] expected, float[] actual) => Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-5f);

    private sealed class Recurrent(int units, bool unrolled) : Layer
    {
        private Weight kernel = null!, recurrent = null!, bias = null!;

        protected override void Build(Shape input)
        {
            kernel = AddWeight("kernel", [input[^1], units], new Keras.Initializers.Constant(0.2));
            recurrent = AddWeight("recurrent", [units, units], new Keras.Initializers.Identity(0.5));
            bias = AddWeight("bias", [units], new Keras.Initializers.Zeros());
        }

        protected override Symbol Call(Symbol x, CallContext context)
        {
            Symbol steps = Ops.Transpose(x, 1, 0, 2);
            Symbol first = RawOps.ZerosLike(Step(Ops.Take(steps, x.Graph.Constant(0, DType.Int32), 0), null));
            if (!unrolled)
                return Ops.Scan((state, slice) => (Step(slice, state), slice), first, steps).Carry;
            Symbol h = first;
            for (int i = 0; i < x.Shape[1]; i++)
                h = Step(Ops.Take(steps, x.Graph.Constant(i, DType.Int32), 0), h);
            return h;
        }

        private Symbol Step(Symbol slice, Symbol? state)
        {
            Symbol sum = slice.MatMul(kernel) + bias;
            return Ops.Tanh(state is { } h ? sum + h.MatMul(recurrent) : sum);
        }
    }
}
