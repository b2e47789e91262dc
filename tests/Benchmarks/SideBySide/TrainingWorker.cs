using System.Diagnostics;
using System.Globalization;
using Keras;
using Shared;
using TensorFlow;

namespace Benchmarks.SideBySide;

/// <summary>
/// A process that trains one model: the first epoch at once, or the first prediction, then an epoch for each line <c>epoch</c> of its
/// input, single predictions for each line <c>predict</c>, and those of all examples for each line <c>predict-all</c>. The answers are
/// lines of JSON.
/// </summary>
internal static class TrainingWorker
{
    /// <summary>Runs until the input ends.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="examples">The examples of an epoch; 0 for those of the model.</param>
    /// <param name="jitCompile">How the model is compiled.</param>
    public static void Run(string name, int examples, JitCompile jitCompile)
    {
        TrainingCase given = TrainingCases.Find(name);
        (Data x, Data y) = given.Load(examples > 0 ? examples : given.Examples);
        using Model model = given.Create();
        if (given.Quantization is { } mode)
            model.Quantize(mode);
        // Metrics of several outputs are named for each.
        model.Compile(
            "adam", new Keras.Losses.SparseCategoricalCrossentropy(fromLogits: true), model.Outputs.Count == 1 ? ["accuracy"] : [],
            jitCompile: jitCompile);
        Tell(given.Predicts ? First() : Epoch(), "");
        while (Console.ReadLine() is { } wanted)
        {
            if (wanted == "predict")
                Predict(model);
            else
                Tell(wanted == "predict-all" ? All() : Epoch(), wanted);
        }

        double First()
        {
            using Tensor example = x.ToTensor()[..1];
            return Time(() => model.Predict(example).Dispose());
        }

        double All() => Time(() => model.Predict(x, batchSize: given.BatchSize).Dispose());

        double Epoch() => Time(() => model.Fit(x, y, batchSize: given.BatchSize, verbose: Verbosity.Silent));
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Predict(Model model)
    {
        using Predictor predictor = model.CreatePredictor();
        Memory<float>[] outputs = [.. predictor.OutputShapes.Select(s => new float[s.ElementCount].AsMemory())];
        if (predictor.InputTypes is [DType.String])
        {
            string[] text = [string.Join(' ', Enumerable.Range(0, 100).Select(i => $"word{i}"))];
            Tell(Jobs.MedianCall(() => predictor.Run(text, outputs[0].Span), TimeSpan.FromSeconds(2)), "predict");
            return;
        }

        ReadOnlyMemory<float>[] inputs = [.. predictor.InputShapes.Select(s => new float[s.ElementCount].AsMemory())];
        Tell(Jobs.MedianCall(() => predictor.Run(inputs, outputs), TimeSpan.FromSeconds(2)), "predict");
    }

    private static void Tell(double seconds, string what) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"what": "{{what}}", "seconds": {{seconds:R}}, "peak_mib": {{ResidentMemory.Peak() / 1048576.0:F1}}}"""));
}
