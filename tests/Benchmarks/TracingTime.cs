using System.Diagnostics;
using TensorFlow;

namespace Benchmarks;

/// <summary>
/// How long a training function takes to be written, differentiated and registered: a network of 50 convolutions with batch normalization
/// in residual blocks.
/// </summary>
internal static class TracingTime
{
    private const int Blocks = 16;
    private const int Classes = 10;

    public static void Run(int runs)
    {
        double[] all = new double[runs], gradients = new double[runs];
        // The first run loads the library and compiles this program.
        (_, _, int weights) = Once();
        for (int i = 0; i < runs; i++)
            (all[i], gradients[i], _) = Once();
        Array.Sort(all);
        Array.Sort(gradients);
        Console.WriteLine(
            $"{1 + (3 * Blocks) + 1} layers, {weights} weights: {all[runs / 2]:F2} s to write, differentiate and register "
            + $"(median of {runs}; {all[0]:F2} to {all[^1]:F2}), of which {gradients[runs / 2]:F2} s are the gradients");
    }

    private static (double All, double Gradients, int Weights) Once()
    {
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan begun = default, ended = default;
        List<TensorSpec> weights = [];
        _ = Loss(null, weights);
        int count = 0;
        using Function step = Function.Trace("step", [.. weights], symbols =>
        {
            Queue<Symbol> given = new(symbols);
            Symbol loss = Loss(given, []);
            begun = clock.Elapsed;
            Symbol?[] found = TensorFlow.Gradients.Of(loss, symbols);
            ended = clock.Elapsed;
            Symbol[] updated = [.. symbols.Zip(found, (w, g) => w - (g!.Value * 0.01))];
            count = symbols.Length;
            return [loss, .. updated];
        });
        return (clock.Elapsed.TotalSeconds, (ended - begun).TotalSeconds, count);
    }

    // Without symbols, only the weights' shapes are listed.
    private static Symbol Loss(Queue<Symbol>? given, List<TensorSpec> specs)
    {
        using Graph? scratch = given is null ? new() : null;
        using Graph.Scope? scope = scratch?.Use();
        Symbol Weight(params ReadOnlySpan<long> shape)
        {
            if (given is not null)
                return given.Dequeue();
            specs.Add(new(DType.Float32, Shape.Create(shape)));
            return scratch!.Placeholder(DType.Float32, Shape.Create(shape));
        }

        Symbol Convolution(Symbol x, int size, long filters, long stride)
        {
            Symbol y = OperationBuilder.Create("Conv2D").Input(x).Input(Weight(size, size, x.Shape[^1], filters))
                .Attribute("strides", (ReadOnlySpan<long>)[1, stride, stride, 1]).Attribute("padding", "SAME").Build()[0];
            Symbol empty = y.Graph.Constant(0, DType.Float32).Reshape([1]);
            return OperationBuilder.Create("FusedBatchNormV3").Input(y).Input(Weight(filters))
                .Input(Weight(filters)).Input(empty).Input(empty).Build()[0];
        }

        Graph graph = Graph.Current;
        using Tensor images = Tensor.Zeros(DType.Float32, [32, 32, 32, 3]);
        Symbol x = RawOps.Relu(Convolution(graph.Constant(images), 3, 64, 1));
        for (int block = 0; block < Blocks; block++)
        {
            long filters = 64 << (block / 4);
            long stride = block > 0 && block % 4 == 0 ? 2 : 1;
            Symbol shortcut = block % 4 == 0 ? Convolution(x, 1, filters, stride) : x;
            Symbol y = RawOps.Relu(Convolution(x, 1, filters, stride));
            y = RawOps.Relu(Convolution(y, 3, filters, 1));
            x = RawOps.Relu(Convolution(y, 1, filters, 1) + shortcut);
        }

        Symbol features = RawOps.Mean(x, graph.Constant([1, 2]));
        Symbol logits = features.MatMul(Weight(features.Shape[1], Classes)) + Weight(Classes);
        return RawOps.Mean(RawOps.Square(logits), graph.Constant([0, 1]));
    }
}
