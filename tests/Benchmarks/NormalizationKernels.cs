using System.Diagnostics;
using TensorFlow;

namespace Benchmarks;

/// <summary>
/// Batch normalization with an addition and a rectifier by the library's own kernels and by TensorFlow's, in turns: forward, and the
/// gradients. Each call takes other values than the one before, so that they come from memory as they do between the layers of a model.
/// </summary>
internal static class NormalizationKernels
{
    private const int Calls = 10;
    private const long Bytes = 128 << 20;

    public static void Run(int pairs)
    {
        Shape[] shapes =
        [
            [128, 32, 32, 16], [128, 16, 16, 32], [128, 8, 8, 64], [32, 28, 28, 128], [16, 14, 14, 256], [32, 7, 7, 2048], [128, 1, 1, 64],
        ];
        foreach (Shape shape in shapes)
        {
            foreach ((bool adds, bool rectifies) in new[] { (false, false), (false, true), (true, true) })
            {
                Report("forward", (y, _) => [y]);
                Report("with gradients", (y, by) => [y, .. Gradients.Of([y], [by[2]], by).Where(g => g is not null).Select(g => g!.Value)]);

                void Report(string what, Func<Symbol, Symbol[], Symbol[]> finish)
                {
                    (double own, double other) = Milliseconds(shape, s => finish(Write(s, adds, rectifies), s), pairs);
                    Console.WriteLine($"{string.Join(" × ", shape.ToArray())}{(adds ? ", sum" : "")}{(rectifies ? ", rectifier" : "")}, "
                        + $"{what}: {own:F3} ms, TensorFlow's kernels {other:F3} ms, {other / own:F2} times as fast");
                }
            }
        }
    }

    private static Symbol Write(Symbol[] s, bool adds, bool rectifies)
    {
        Symbol none = RawOps.Fill(s[0].Graph.Constant([0]), s[0].Number(0));
        Symbol y = RawOps.FusedBatchNormV3(s[0], s[3], s[4], none, none, 0.001f).Y;
        y = adds ? y + s[1] : y;
        return rectifies ? RawOps.Relu(y) : y;
    }

    private static (double Own, double Other) Milliseconds(Shape shape, Func<Symbol[], Symbol[]> write, int pairs)
    {
        int sets = (int)Math.Clamp(Bytes / (3 * shape.ElementCount * sizeof(float)), 2, 64);
        Shape parameter = [shape[^1]];
        DeviceTensor[][] values =
            [.. Enumerable.Range(0, sets).Select(_ => new[] { shape, shape, shape, parameter, parameter }.Select(Values).ToArray())];
        TensorSpec[] inputs = [.. values[0].Select(v => new TensorSpec(DType.Float32, v.Shape))];
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
