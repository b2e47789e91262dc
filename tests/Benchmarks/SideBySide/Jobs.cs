using System.Diagnostics;
using System.Globalization;
using Keras;
using Keras.Datasets;
using Keras.Layers;
using Keras.Optimizers;
using Shared;
using TensorFlow;

namespace Benchmarks.SideBySide;

/// <summary>The jobs of the comparison on our side; <c>keras/jobs.py</c> has the same on the other.</summary>
internal static class Jobs
{
    /// <summary>The jobs that there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "epoch", "epoch-tuned", "whole-job", "mlp", "two-outputs", "predict", "predictor", "predictor-frozen", "adapt-text",
        "two-hundred-fits",
    ];

    public static void Run(string name)
    {
        string measured = name switch
        {
            "epoch" or "epoch-tuned" => Seconds(Epoch()),
            "whole-job" => WholeJob(),
            "mlp" => Seconds(Mlp()),
            "two-outputs" => Seconds(TwoOutputs()),
            "predict" => Seconds(Predict()),
            "predictor" => Seconds(Predictor(freeze: false)),
            "predictor-frozen" => Seconds(Predictor(freeze: true)),
            "adapt-text" => AdaptText(),
            "two-hundred-fits" => TwoHundredFits(),
            _ => throw new ArgumentException($"There is no job '{name}'.", nameof(name)),
        };
        Console.WriteLine(measured);
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $$"""{"seconds": {{seconds:R}}}""");

    private static Sequential Lesson()
    {
        Sequential model = new(new Flatten { InputShape = [28, 28] }, new Dense(128, "relu"), new Dense(10, "softmax"));
        model.Compile(new Adam(), "categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private static double Epoch()
    {
        (ImageDataset train, _) = Mnist.Load();
        using Sequential model = Lesson();
        return MedianEpoch(model, train.Images.Normalized(), train.Labels.ToCategorical(10), 32, 4);
    }

    private static double Mlp()
    {
        (ImageDataset train, _) = Mnist.Load();
        using Sequential model = new(
            new Flatten { InputShape = [28, 28] },
            new Dense(512, "relu"),
            new Dropout(0.2),
            new Dense(512, "relu"),
            new Dropout(0.2),
            new Dense(10, "softmax"));
        model.Compile("adam", "categorical_crossentropy", ["accuracy"]);
        Data images = train.Images.ToTensor()[..12800], labels = train.Labels.ToTensor()[..12800];
        return MedianEpoch(model, images.Normalized(), labels.ToCategorical(10), 128, 5);
    }

    private static double TwoOutputs()
    {
        (ImageDataset train, _) = Mnist.Load();
        Data images = train.Images.ToTensor(), labels = train.Labels.ToTensor();
        byte[] digits = train.Labels.ToTensor().ToArray<byte>();
        float[,] numbers = new float[digits.Length, 4], odds = new float[digits.Length, 1];
        for (int i = 0; i < digits.Length; i++)
        {
            odds[i, 0] = digits[i] % 2;
            for (int j = 0; j < 4; j++)
                numbers[i, j] = ((i * 31) + (j * 17)) % 97 / 97f;
        }

        Input image = new([28, 28], name: "image"), meta = new([4], name: "meta");
        KerasTensor trunk = new Dense(128, "relu").Apply(new Concatenate().Apply(new Flatten().Apply(image), meta));
        using Model model = new(
            [image, meta], [new Dense(10, "softmax") { Name = "digit" }
                .Apply(trunk), new Dense(1, "sigmoid") { Name = "odd" }.Apply(trunk)]);
        model.Compile(new CompileOptions
        {
            Optimizer = "adam",
            Losses = { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = "binary_crossentropy" },
            LossWeights = { ["odd"] = 0.3 },
            Metrics = { ["digit"] = "accuracy" },
        });
        return MedianEpoch(
            model, new() { ["image"] = images.Normalized(), ["meta"] = numbers }, new() { ["digit"] = labels, ["odd"] = odds }, 32, 4);
    }

    private static double MedianEpoch(Model model, Data x, Data y, int batchSize, int count)
    {
        List<double> times = [];
        for (int i = 0; i <= count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Fit(x, y, epochs: 1, batchSize: batchSize, verbose: Verbosity.Silent);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Median(times[1..]);
    }

    private static string WholeJob()
    {
        (ImageDataset train, ImageDataset test) = Mnist.Load();
        using Sequential model = Lesson();
        model.Fit(train.Images.Normalized(), train.Labels.ToCategorical(10), epochs: 5, batchSize: 32, verbose: Verbosity.Silent);
        Evaluation result = model.Evaluate(test.Images.Normalized(), test.Labels.ToCategorical(10), verbose: Verbosity.Silent);
        return string.Create(CultureInfo.InvariantCulture, $$"""{"accuracy": {{result["accuracy"]:R}}, "peak_mib": {{Mebibytes(ResidentMemory.Peak()):F1}}}""");
    }

    private static string AdaptText()
    {
        string[] texts = new string[100_000];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = string.Join(' ', Enumerable.Range(i * 10, 10).Select(Word));
        using TextVectorization layer = new();
        long start = Stopwatch.GetTimestamp();
        layer.Adapt(texts);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (layer.VocabularySize != 1_000_002)
            throw new InvalidOperationException($"Expected a million words, got {layer.VocabularySize}.");
        return string.Create(
            CultureInfo.InvariantCulture, $$"""{"seconds": {{seconds:R}}, "peak_mib": {{Mebibytes(ResidentMemory.Peak()):F1}}}""");

        // A permutation of the numbers below a power of 26, so that words are distinct and look unlike their neighbours.
        static string Word(int number) => string.Create(6, (long)number * 97_600_441 % 308_915_776, (letters, value) =>
        {
            for (int at = 0; at < letters.Length; at++, value /= 26)
                letters[at] = (char)('a' + (value % 26));
        });
    }

    private static double Predict()
    {
        using Sequential model = Lesson();
        using Tensor image = Tensor.Zeros(DType.Float32, [1, 28, 28]);
        return MedianCall(() => model.Predict(image).Dispose(), 2000);
    }

    private static double Predictor(bool freeze)
    {
        using Sequential model = Lesson();
        using Predictor predictor = model.CreatePredictor(batchSize: 1, freeze);
        float[] image = new float[784], output = new float[10];
        return MedianCall(() => predictor.Run(image, output), 20000);
    }

    private static double MedianCall(Action call, int count)
    {
        for (int i = 0; i < count / 10; i++)
            call();
        List<double> times = new(count);
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Median(times);
    }

    /// <summary>The median of as many calls as there are in some time, behind a tenth of it to warm up.</summary>
    internal static double MedianCall(Action call, TimeSpan time)
    {
        List<double> times = [];
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time * 1.1;)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            if (Stopwatch.GetElapsedTime(begin) > time * 0.1)
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Median(times);
    }

    private static string TwoHundredFits()
    {
        (ImageDataset train, _) = Mnist.Load();
        Data x = ((Data)train.Images.ToTensor()[..2048]).Normalized(), y = ((Data)train.Labels.ToTensor()[..2048]).ToCategorical(10);
        double after100 = 0;
        for (int i = 1; i <= 200; i++)
        {
            using (Sequential model = Lesson())
                model.Fit(x, y, epochs: 1, batchSize: 32, verbose: Verbosity.Silent);
            if (i == 100)
                after100 = Mebibytes(ResidentMemory.Settled());
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""{"after_100_mib": {{after100:F1}}, "after_200_mib": {{Mebibytes(ResidentMemory.Settled()):F1}}}""");
    }

    private static double Mebibytes(long bytes) => bytes / 1048576.0;

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
