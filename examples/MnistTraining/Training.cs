using System.Diagnostics;
using Keras;
using Keras.Datasets;
using Keras.Layers;
using Keras.Regularizers;
using MnistTraining.Presentation;
using TensorFlow;

namespace MnistTraining;

/// <summary>The lesson: a network of two layers that reads handwritten digits.</summary>
internal static class Training
{
    private const int Digits = 10;

    public static Outcome Run(TrainingOptions options, Screen screen, CancellationToken stop)
    {
        Runtime.Preload();
        if (options.Seed is { } seed)
            Runtime.Seed = seed;
        using DeviceScope? device = options.Device is { } name ? Runtime.Device(name) : null;

        // Images are bytes [count, 28, 28] and stay so in memory; labels are the digits.
        var (train, test) = string.Equals(options.Dataset, "mnist", StringComparison.OrdinalIgnoreCase)
            ? Mnist.Load() : Mnist.Load(options.Dataset);

        using Sequential model = BuildModel(options);
        model.Compile(MakeOptimizer(options), loss: "categorical_crossentropy", metrics: ["accuracy"], jitCompile: options.Jit);
        screen.ShowStart(options, model, train.Count, test.Count);

        // Normalized and ToCategorical become part of the program: each batch is converted as it is used.
        Stopwatch clock = Stopwatch.StartNew();
        LastProgress last = new();
        History history = screen.Watch(progress => model.Fit(
            train.Images.Normalized(),
            train.Labels.ToCategorical(Digits),
            epochs: options.Epochs,
            batchSize: options.BatchSize,
            validationSplit: options.ValidationSplit,
            callbacks: [last, progress],
            verbose: Verbosity.Silent,
            cancellationToken: stop));
        TimeSpan time = clock.Elapsed;

        // Who stops early wants to be done, so nothing more is computed then.
        Evaluation? result = history.WasCancelled ? null : Evaluate(model, test, stop);
        int images = (int)(train.Count * (1 - options.ValidationSplit));
        return new(history, result, last.Progress, time, images);
    }

    private static Evaluation? Evaluate(Model model, ImageDataset test, CancellationToken stop)
    {
        try
        {
            return model.Evaluate(test.Images.Normalized(), test.Labels.ToCategorical(Digits),
                verbose: Verbosity.Silent, cancellationToken: stop);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static Sequential BuildModel(TrainingOptions options)
    {
        Sequential model = new(
            new Flatten { InputShape = [28, 28] },
            new Dense(options.Hidden, "relu") { KernelRegularizer = options.L2 > 0 ? new L2(options.L2) : null });
        if (options.Dropout > 0)
            model.Add(new Dropout(options.Dropout));
        return model.Add(new Dense(Digits, "softmax"));
    }

    private static Optimizer MakeOptimizer(TrainingOptions options)
    {
        Optimizer optimizer = options.Optimizer;
        if (options.LearningRate is { } rate)
            optimizer.LearningRate = rate;
        return optimizer;
    }
}
