using System.Diagnostics;
using TensorFlow;

namespace Benchmarks;

/// <summary>
/// Convolutions by the library's own kernels and by TensorFlow's, in turns: forward, by the input, by the filter, also with the bias, and
/// the first three. Each call takes other values than the one before, so that they come from memory as they do between the layers of a
/// model.
/// </summary>
internal static class ConvolutionKernels
{
    private const int Calls = 10;
    private const long Bytes = 128 << 20;

    public static void Run(int pairs)
    {
        (int Batch, int Size, int Channels, int Filters, int Window, int Stride, string Padding)[] shapes =
        [
            (128, 13, 32, 64, 3, 1, "VALID"), (128, 32, 16, 16, 3, 1, "SAME"), (128, 16, 32, 32, 3, 1, "SAME"),
            (128, 8, 64, 64, 3, 1, "SAME"), (32, 47, 32, 64, 3, 1, "VALID"), (16, 28, 128, 128, 3, 1, "SAME"),
            (16, 14, 256, 256, 3, 1, "SAME"), (128, 32, 16, 32, 3, 2, "SAME"), (128, 16, 32, 64, 3, 2, "SAME"),
            (128, 32, 16, 32, 1, 2, "SAME"), (128, 16, 32, 64, 1, 2, "SAME"),
            (32, 56, 64, 128, 3, 2, "SAME"), (32, 28, 128, 256, 1, 2, "SAME"), (128, 32, 3, 16, 3, 1, "SAME"),
            (128, 28, 1, 32, 3, 1, "VALID"), (8, 224, 3, 64, 3, 1, "SAME"), (64, 64, 4, 32, 3, 1, "SAME"),
        ];
        foreach ((int batch, int size, int channels, int filters, int window, int stride, string padding) in shapes)
        {
            int outputs = ((padding == "SAME" ? size : size - window + 1) + stride - 1) / stride;
            Shape image = [batch, size, size, channels], filter = [window, window, channels, filters];
            Shape change = [batch, outputs, outputs, filters];
            Report("forward", [image, filter], s => [Forward(s[0], s[1])]);
            Report("by the input", [change, filter], s => [ByInput(s[0], s[1])]);
            Report("by the filter", [image, change], s => [ByFilter(s[0], s[1])]);
            Report("by the filter and the bias", [image, change], s => [ByFilter(s[0], s[1]), RawOps.BiasAddGrad(s[1])]);
            Report("all", [image, change, filter], s => [Forward(s[0], s[2]), ByInput(s[1], s[2]), ByFilter(s[0], s[1])]);

            Symbol Forward(Symbol x, Symbol w) => RawOps.Conv2D(x, w, [1, stride, stride, 1], padding);

            Symbol ByInput(Symbol dy, Symbol w) => RawOps.Conv2DBackpropInput(
                dy.Graph.Constant(batch, size, size, channels), w, dy, [1, stride, stride, 1], padding);

            Symbol ByFilter(Symbol x, Symbol dy) => RawOps.Conv2DBackpropFilter(
                x, x.Graph.Constant(window, window, channels, filters), dy, [1, stride, stride, 1], padding);

            void Report(string what, Shape[] shapes, Func<Symbol[], Symbol[]> write)
            {
                (double own, double other) = Milliseconds(shapes, write, pairs);
                Console.WriteLine($"{batch} × {size} × {size} × {channels}, {filters} filters of {window} × {window}, stride {stride}, "
                    + $"{padding}, {what}: {own:F3} ms, TensorFlow's kernel {other:F3} ms, {other / own:F2} times as fast");
            }
        }
    }

    private static (double Own, double Other) Milliseconds(Shape[] shapes, Func<Symbol[], Symbol[]> write, int pairs)
    {
        int sets = (int)Math.Clamp(Bytes / (shapes.Sum(s => s.ElementCount) * sizeof(float)), 2, 64);
        DeviceTensor[][] values = [.. Enumerable.Range(0, sets).Select(_ => shapes.Select(Values).ToArray())];
        TensorSpec[] inputs = [.. shapes.Select(s => new TensorSpec(DType.Float32, s))];
        using Function own = Function.Trace("own", inputs, write, new() { Optimize = true });
        using Function other = Function.Trace("other", inputs, write);
        _ = Time(own) + Time(other);
        (double Own, double Other)[] times = [.. Enumerable.Range(0, pairs).Select(_ => (Time(own), Time(other)))];
        foreach (DeviceTensor tensor in values.SelectMany(v => v))
            tensor.Dispose();
        return (Median(times.Select(t => t.Own)), Median(times.Select(t => t.Other)));

        double Time(Function function)
        {
            Stopwatch clock = Stopwatch.StartNew();
            for (int call = 0; call < Calls; call++)
                Array.ForEach(function.Invoke(values[call % sets]), o => o.Dispose());
            return clock.Elapsed.TotalMilliseconds / Calls;
        }

        double Median(IEnumerable<double> all) => all.Order().ElementAt(pairs / 2);
    }

    private static DeviceTensor Values(Shape shape)
    {
        float[] values = new float[shape.ElementCount];
        Random random = new(1);
        for (int i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - 0.5f;
        using Tensor tensor = Tensor.Create<float>(values, shape);
        return DeviceTensor.From(tensor);
    }
}
