using System.Diagnostics;
using Keras;
using Keras.Layers;
using Keras.Optimizers;

namespace Benchmarks;

/// <summary>
/// Training a table of embeddings: the time of a step and the memory beside the table must not grow with the table, where the optimizer
/// changes only the rows that a batch uses.
/// </summary>
internal static class TableRows
{
    private const int Length = 128;
    private const int Batch = 256;
    private const int Steps = 20;

    public static void Run(int runs)
    {
        int[] sizes = [10_000, 100_000, 1_000_000];
        foreach (Func<Optimizer> optimizer in (Func<Optimizer>[])[() => new SGD(0.1), () => new Adagrad(0.1)])
        {
            foreach (JitCompile jit in new[] { JitCompile.Off, JitCompile.On, JitCompile.Auto })
            {
                foreach (int rows in sizes)
                {
                    (double time, double batch) = Milliseconds(optimizer(), jit, rows, runs);
                    long peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
                    Console.WriteLine(
                        $"{optimizer().GetType().Name}, jit_compile {jit}, {rows:N0} rows: {time:F3} ms a step, {batch:F3} ms a call of "
                        + $"TrainOnBatch; peak resident memory so far {peak} MiB");
                }
            }
        }
    }

    // The difference of two numbers of steps: what a call costs once falls out.
    private static (double Step, double Call) Milliseconds(Optimizer optimizer, JitCompile jit, int rows, int runs)
    {
        using Sequential model = new(new Embedding(rows, Length) { InputShape = [1] }, new Flatten(), new Dense(1));
        model.Compile(optimizer, "mse", jitCompile: jit);
        Random random = new(1);
        (int[,] few, float[,] fewTargets) = Examples(Steps);
        (int[,] many, float[,] manyTargets) = Examples(3 * Steps);
        FitOptions options = new() { BatchSize = Batch, Verbose = Verbosity.Silent };
        _ = Seconds(few, fewTargets) + Seconds(many, manyTargets);
        double[] times = [.. Enumerable.Range(0, runs)
            .Select(_ => (Seconds(many, manyTargets) - Seconds(few, fewTargets)) / (2 * Steps) * 1000).Order()];
        (int[,] batch, float[,] batchTargets) = Examples(1);
        model.TrainOnBatch(batch, batchTargets);
        double[] calls = [.. Enumerable.Range(0, 20).Select(_ =>
        {
            Stopwatch clock = Stopwatch.StartNew();
            model.TrainOnBatch(batch, batchTargets);
            return clock.Elapsed.TotalMilliseconds;
        }).Order()];
        return (times[runs / 2], calls[10]);

        (int[,], float[,]) Examples(int steps)
        {
            int[,] indices = new int[steps * Batch, 1];
            float[,] targets = new float[steps * Batch, 1];
            for (int i = 0; i < steps * Batch; i++)
                (indices[i, 0], targets[i, 0]) = (random.Next(rows), random.NextSingle());
            return (indices, targets);
        }

        double Seconds(int[,] x, float[,] y)
        {
            Stopwatch clock = Stopwatch.StartNew();
            model.Fit(x, y, options);
            return clock.Elapsed.TotalSeconds;
        }
    }
}
