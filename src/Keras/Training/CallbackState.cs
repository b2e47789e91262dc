using TensorFlow;

namespace Keras.Callbacks;

/// <summary>The state of a callback from which training is resumed.</summary>
/// <param name="Epoch">The last epoch whose end the callback saw, from 0; -1 for none.</param>
/// <param name="Numbers">Numbers by name.</param>
/// <param name="Weights">Values of the model's weights, owned; null where the callback keeps none.</param>
public sealed record CallbackState(int Epoch, IReadOnlyDictionary<string, double> Numbers, IReadOnlyList<Tensor>? Weights = null)
    : IDisposable
{
    /// <summary>The best number; null where there is none yet.</summary>
    internal double? Best => Find("best");

    /// <summary>Whether larger values are better; null where that was not known.</summary>
    internal bool? LargerIsBetter => Find("larger_is_better") is { } larger ? larger != 0 : null;

    /// <summary>The values of a state that is a best number.</summary>
    internal static Dictionary<string, double> OfBest(double? best, bool? largerIsBetter)
    {
        Dictionary<string, double> numbers = new(StringComparer.Ordinal);
        if (best is { } value)
            numbers["best"] = value;
        if (largerIsBetter is { } larger)
            numbers["larger_is_better"] = larger ? 1 : 0;
        return numbers;
    }

    /// <summary>Gets a number; null where there is none.</summary>
    /// <param name="name">The name of the number.</param>
    public double? Find(string name) => Numbers.TryGetValue(name, out double value) ? value : null;

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (Tensor weight in Weights ?? [])
            weight.Dispose();
    }
}
