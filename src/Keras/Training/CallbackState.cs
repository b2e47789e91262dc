using TensorFlow;

namespace Keras.Callbacks;

/// <summary>The state of a callback, from which training resumes.</summary>
/// <param name="Epoch">The last epoch for which <c>OnEpochEnd</c> was called, from 0; -1 for none.</param>
/// <param name="Numbers">Numbers by name.</param>
/// <param name="Weights">Values of the model's weights, which the state owns; null if the callback keeps none.</param>
public sealed record CallbackState(int Epoch, IReadOnlyDictionary<string, double> Numbers, IReadOnlyList<Tensor>? Weights = null)
    : IDisposable
{
    /// <summary>The best value of the monitored metric; null before there is one.</summary>
    internal double? Best => Find("best");

    /// <summary>Whether larger values are better; null if it was not known.</summary>
    internal bool? LargerIsBetter => Find("larger_is_better") is { } larger ? larger != 0 : null;

    /// <summary>The numbers of the state of a callback that keeps the best value.</summary>
    internal static Dictionary<string, double> OfBest(double? best, bool? largerIsBetter)
    {
        Dictionary<string, double> numbers = new(StringComparer.Ordinal);
        if (best is { } value)
            numbers["best"] = value;
        if (largerIsBetter is { } larger)
            numbers["larger_is_better"] = larger ? 1 : 0;
        return numbers;
    }

    /// <summary>Gets a number; null if there is none.</summary>
    /// <param name="name">The name of the number.</param>
    public double? Find(string name) => Numbers.TryGetValue(name, out double value) ? value : null;

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (Tensor weight in Weights ?? [])
            weight.Dispose();
    }
}
