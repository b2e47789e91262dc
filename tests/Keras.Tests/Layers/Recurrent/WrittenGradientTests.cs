using Keras.Layers;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>
/// The written gradients of recurrent layers over a sequence equal central differences in float64, of first and second order: by the
/// input, all weights and the first states at once, along random directions.
/// </summary>
public sealed class WrittenGradientTests
{
    private const double Step = 1e-5;
    private const int Batch = 2, Steps = 4, Features = 3, Units = 3;

    private static readonly Dictionary<string, Func<RNN>> Kinds = new()
    {
        ["SimpleRNN"] = () => new SimpleRNN(Units) { DTypePolicy = "float64" },
        ["SimpleRNN, sequences"] = () => new SimpleRNN(Units) { DTypePolicy = "float64", ReturnSequences = true },
        ["LSTM"] = () => new LSTM(Units) { DTypePolicy = "float64" },
        ["LSTM, sequences"] = () => new LSTM(Units) { DTypePolicy = "float64", ReturnSequences = true },
        ["GRU"] = () => new GRU(Units) { DTypePolicy = "float64" },
        ["GRU, sequences"] = () => new GRU(Units) { DTypePolicy = "float64", ReturnSequences = true },
        ["GRU, reset before"] = () => new GRU(Units) { DTypePolicy = "float64", ReturnSequences = true, ResetAfter = false },
        ["ConvLSTM1D"] = () => new ConvLSTM1D(Units, 2) { DTypePolicy = "float64" },
        ["ConvLSTM1D, sequences"] = () => new ConvLSTM1D(Units, 3) { DTypePolicy = "float64", ReturnSequences = true },
        ["ConvLSTM2D, channels first"] = () => new ConvLSTM2D(Units, 2) { DTypePolicy = "float64", DataFormat = "channels_first" },
        ["ConvLSTM3D"] = () => new ConvLSTM3D(Units, 2) { DTypePolicy = "float64" },
        ["LSTM, backwards"] = () => new LSTM(Units) { DTypePolicy = "float64", ReturnSequences = true, GoBackwards = true },
    };

    public static TheoryData<string, bool, bool> Cases()
    {
        TheoryData<string, bool, bool> cases = [];
        foreach (string name in Kinds.Keys)
        {
            cases.Add(name, false, false);
            cases.Add(name, true, false);
            cases.Add(name, false, true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_orders_are_central_differences(string name, bool masked, bool compile)
    {
        Random random = new(7);
        using RNN layer = Kinds[name]();
        // Lengths of 3 and 3 features, wherever the channels are.
        Shape shape = Shape.Create([Batch, Steps, .. Enumerable.Repeat(3L, layer is ConvLSTM conv ? conv.KernelSize.Count : 0), Features]);
        layer.BuildFor(shape);
        double[][] weights = [.. layer.Weights.Select(w => Numbers((int)w.Shape.ElementCount))];
        double[][] along = [.. weights.Select(w => Numbers(w.Length))], others = [.. weights.Select(w => Numbers(w.Length))];
        double[] x = Numbers((int)shape.ElementCount), alongX = Numbers(x.Length), othersX = Numbers(x.Length);
        double[] factors = Numbers(Batch * Steps * Units * 27);

        using StatefulFunction function = StatefulFunction.Trace(
            "proof", [new TensorSpec(DType.Float64, shape)], inputs =>
            {
                Symbol[] sources = [inputs[0], .. layer.Weights.Select(w => w.ToSymbol())];
                using IDisposable recording = Gradients.Record();
                Symbol loss = Loss(inputs[0]);
                Symbol?[] first = Gradients.Of(loss, sources);
                Symbol slope = Along(first, othersX, others);
                Symbol?[] second = Gradients.Of(slope, sources);
                return [loss, Along(first, alongX, along), slope, Along(second, alongX, along)];
            },
            new FunctionOptions { Compile = compile });

        double[] here = At(0), before = At(-Step), after = At(Step);
        Assert.Equal((after[0] - before[0]) / (2 * Step), here[1], 1e-7);
        Assert.Equal((after[2] - before[2]) / (2 * Step), here[3], 1e-7);
        Assert.NotEqual(0, here[3]);

        Symbol Loss(Symbol input)
        {
            CallContext context = new(training: true);
            if (masked)
            {
                using Tensor mask = Tensor.Create<bool>([true, true, false, true, false, true, true, false], [Batch, Steps]);
                context.SetMask(input, input.Graph.Constant(mask));
            }

            Symbol y = layer.Apply(input, context);
            Symbol scales = Constant(factors[..(int)y.Shape.ElementCount], y.Shape);
            return Ops.Sum((y * scales) + (Ops.Square(y) * scales));
        }

        Symbol Along(Symbol?[] gradients, double[] directionX, double[][] directions)
        {
            Symbol total = Graph.Current.Constant(0, DType.Float64);
            for (int i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is { } gradient)
                    total += Ops.Sum(gradient * Constant(i == 0 ? directionX : directions[i - 1], gradient.Shape));
            }

            return total;
        }

        double[] At(double step)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                using Tensor value = Tensor.Create<double>([.. weights[i].Zip(along[i], (w, d) => w + (step * d))], layer.Weights[i].Shape);
                layer.Weights[i].Assign(value);
            }

            using Tensor input = Tensor.Create<double>([.. x.Zip(alongX, (v, d) => v + (step * d))], shape);
            Tensor[] results = function.Run([input]);
            double[] numbers = [.. results.Select(r => r.ToScalar<double>())];
            foreach (Tensor result in results)
                result.Dispose();
            return numbers;
        }

        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }

    private static Symbol Constant(double[] values, Shape shape)
    {
        using Tensor tensor = Tensor.Create<double>(values, shape);
        return Graph.Current.Constant(tensor);
    }
}
