using System.Diagnostics;
using System.Diagnostics.Metrics;
using Keras;
using Keras.Datasets;
using Keras.Layers;

namespace Benchmarks;

/// <summary>
/// What telemetry costs: epochs of the lesson while a listener takes all measurements and activities, and epochs while nobody listens, in
/// turns. What it costs while nobody listens is less than the difference.
/// </summary>
internal static class TelemetryCost
{
    public static void Run(int pairs)
    {
        (ImageDataset train, _) = Mnist.Load();
        Data x = train.Images.Normalized(), y = train.Labels.ToCategorical(10);
        using Sequential model = new(new Flatten { InputShape = [28, 28] }, new Dense(128, "relu"), new Dense(10, "softmax"));
        model.Compile("adam", "categorical_crossentropy", ["accuracy"]);
        // The program is compiled before anything is measured.
        _ = Watched() + Seconds();
        double[] ratios = [.. Enumerable.Range(0, pairs)
            .Select(i => i % 2 == 0 ? Watched() / Seconds() : 1 / (Seconds() / Watched())).Order()];
        Console.WriteLine($"an epoch with listeners takes {ratios[pairs / 2]:F3} times as long as one without "
            + $"(median of {pairs}; quartiles {ratios[pairs / 4]:F3} and {ratios[pairs * 3 / 4]:F3})");

        double Watched()
        {
            using MeterListener meters = new()
            {
                InstrumentPublished = (instrument, listener) => Listen(instrument, listener),
            };
            meters.Start();
            using ActivityListener traces = new()
            {
                ShouldListenTo = source => source.Name == KerasTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            };
            ActivitySource.AddActivityListener(traces);
            return Seconds();
        }

        double Seconds()
        {
            Stopwatch clock = Stopwatch.StartNew();
            model.Fit(x, y, epochs: 1, batchSize: 32, verbose: Verbosity.Silent);
            return clock.Elapsed.TotalSeconds;
        }
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == KerasTelemetry.Name)
            listener.EnableMeasurementEvents(instrument);
    }
}
