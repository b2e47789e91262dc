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
        _ = (Watched(), Measure());
        List<(double Wall, double Processor)> ratios = [];
        for (int i = 0; i < pairs; i++)
        {
            (double Wall, double Processor) first = i % 2 == 0 ? Watched() : Measure(), second = i % 2 == 0 ? Measure() : Watched();
            (double Wall, double Processor) ratio = (first.Wall / second.Wall, first.Processor / second.Processor);
            ratios.Add(i % 2 == 0 ? ratio : (1 / ratio.Wall, 1 / ratio.Processor));
        }

        Print("time", [.. ratios.Select(r => r.Wall).Order()]);
        Print("time of the processor", [.. ratios.Select(r => r.Processor).Order()]);

        (double Wall, double Processor) Watched()
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
            return Measure();
        }

        (double Wall, double Processor) Measure()
        {
            Stopwatch clock = Stopwatch.StartNew();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            model.Fit(x, y, epochs: 1, batchSize: 32, verbose: Verbosity.Silent);
            return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
    }

    private static void Print(string what, double[] ratios) => Console.WriteLine(
        $"an epoch with listeners takes {ratios[ratios.Length / 2]:F3} times the {what} of one without (median of {ratios.Length}; "
        + $"quartiles {ratios[ratios.Length / 4]:F3} and {ratios[ratios.Length * 3 / 4]:F3})");

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == KerasTelemetry.Name)
            listener.EnableMeasurementEvents(instrument);
    }
}
