using System.Diagnostics;
using Keras;
using Keras.Datasets;
using Keras.Layers;

namespace Benchmarks;

/// <summary>
/// The cost of checking class indices, which happens before training and not in its loop: <c>Fit</c> of no epochs, with labels that are
/// checked as they come and with labels that a <c>Map</c> makes, as parts of <c>Fit</c> of one epoch of MNIST, in turns.
/// </summary>
internal static class LabelCheckCost
{
    public static void Run(int pairs)
    {
        (ImageDataset train, _) = Mnist.Load();
        Data x = train.Images.Normalized();
        using Sequential model = new(new Flatten { InputShape = [28, 28] }, new Dense(128, "relu"), new Dense(10, "softmax"));
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        foreach ((string kind, Data y)
            in (IEnumerable<(string, Data)>)[("as they come", train.Labels), ("after Map", train.Labels.Map(labels => labels + 0))])
        {
            // The program is compiled before anything is measured.
            _ = Seconds(y, 1) + Seconds(y, 0);
            double[] parts = [.. Enumerable.Range(0, pairs).Select(_ => Seconds(y, 0) / Seconds(y, 1)).Order()];
            Console.WriteLine($"labels {kind}: preparation with the check takes {parts[pairs / 2]:P2} of an epoch (median of {pairs}; "
                + $"quartiles {parts[pairs / 4]:P2} and {parts[pairs * 3 / 4]:P2})");
        }

        double Seconds(Data y, int epochs)
        {
            Stopwatch clock = Stopwatch.StartNew();
            model.Fit(x, y, new FitOptions { Epochs = epochs, BatchSize = 32, Verbose = Verbosity.Silent });
            return clock.Elapsed.TotalSeconds;
        }
    }
}
