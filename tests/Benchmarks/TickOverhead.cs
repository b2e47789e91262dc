using System.Diagnostics;
using Keras;
using Keras.Datasets;
using Keras.Layers;

namespace Benchmarks;

/// <summary>
/// What looking up ten times a second costs: epochs of MNIST with ticks and epochs whose steps are all one call, in turns, so that what
/// else the machine does meets both.
/// </summary>
internal static class TickOverhead
{
    private const int BatchSize = 32;
    private static readonly FitOptions WithTicks = new() { BatchSize = BatchSize, Verbose = Verbosity.Silent };

    public static void Run(int pairs)
    {
        (ImageDataset train, _) = Mnist.Load();
        Data x = train.Images.Normalized(), y = train.Labels.ToCategorical(10);
        FitOptions inOneCall = WithTicks with
        {
            StepsPerExecution = (int)(x.Count / BatchSize),
            Callbacks = [Callback.OnTrainBatchEnd((_, _) => { })]
        };
        foreach (JitCompile jit in new[] { JitCompile.On, JitCompile.Off })
        {
            using Sequential model = new(new Flatten { InputShape = [28, 28] }, new Dense(128, "relu"), new Dense(10, "softmax"));
            model.Compile("adam", "categorical_crossentropy", ["accuracy"], jitCompile: jit);
            // Both programs are compiled before anything is measured.
            _ = Seconds(WithTicks) + Seconds(inOneCall);
            double[] ratios = [.. Enumerable.Range(0, pairs).Select(i => i % 2 == 0
                ? Seconds(WithTicks) / Seconds(inOneCall)
                : 1 / (Seconds(inOneCall) / Seconds(WithTicks))).Order()];
            Console.WriteLine($"jit_compile {jit}: an epoch with ticks takes {ratios[pairs / 2]:F3} times as long as one in one call "
                + $"(median of {pairs}; quartiles {ratios[pairs / 4]:F3} and {ratios[pairs * 3 / 4]:F3})");

            double Seconds(FitOptions options)
            {
                Stopwatch clock = Stopwatch.StartNew();
                model.Fit(x, y, options);
                return clock.Elapsed.TotalSeconds;
            }
        }
    }
}
