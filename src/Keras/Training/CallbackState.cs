using TensorFlow;

namespace Keras.Training;

/// <summary>The state of a callback from which training is resumed.</summary>
/// <param name="Epoch">The last epoch whose end the callback saw, from 0; -1 for none.</param>
/// <param name="Numbers">Numbers by name.</param>
/// <param name="Weights">Values of the model's weights, owned; null where the callback keeps none.</param>
internal sealed record CallbackState(int Epoch, IReadOnlyDictionary<string, double> Numbers, IReadOnlyList<Tensor>? Weights = null)
    : IDisposable
{
    /// <summary>The best number; null where there is none yet.</summary>
    public double? Best => Find("best");

    /// <summary>Whether larger numbers are better; null where that was not known.</summary>
    public bool? LargerIsBetter => Find("larger_is_better") is { } larger ? larger != 0 : null;

    /// <summary>The numbers of a state that is a best number.</summary>
    public static Dictionary<string, double> OfBest(double? best, bool? largerIsBetter)
    {
        Dictionary<string, double> numbers = new(StringComparer.Ordinal);
        if (best is { } value)
            numbers["best"] = value;
        if (largerIsBetter is { } larger)
            numbers["larger_is_better"] = larger ? 1 : 0;
        return numbers;
    }

    public double? Find(string name) => Numbers.TryGetValue(name, out double value) ? value : null;

    public void Dispose()
    {
        foreach (Tensor weight in Weights ?? [])
            weight.Dispose();
    }
}
