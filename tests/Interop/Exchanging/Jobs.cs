using TensorFlow;

namespace Keras.Interop;

/// <summary>What both writing and checking do with a model, as <c>python/models.py</c> does it.</summary>
internal static class Jobs
{
    public const int BatchSize = 8;

    public static Tensor Predict(Model model, Tensor x) => model.Predict(x, BatchSize);

    public static History Train(Model model, Tensor x, Tensor y) =>
        model.Fit(x, y, new FitOptions { Epochs = 2, BatchSize = BatchSize, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });

    public static Tensor[] State(Optimizer optimizer) => [.. optimizer.Weights.Select(w => w.Read())];
}
