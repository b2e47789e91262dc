namespace Keras.Weights;

/// <summary>
/// A consistent snapshot of the values of weights. Until it is disposed, the thread that took it reads these values, whatever other threads
/// assign or train meanwhile, so that a file has the weights of one step.
/// </summary>
internal sealed class WeightSnapshot : IDisposable
{
    [ThreadStatic]
    private static WeightSnapshot? current;

    private readonly WeightSnapshot? outer = current;
    private readonly WeightValue?[] values;
    private readonly Dictionary<Weight, WeightValue> byWeight;

    private WeightSnapshot(Weight[] weights)
    {
        values = new WeightValue?[weights.Length];
        Weight.KeepAll(weights, values, new long[weights.Length]);
        byWeight = weights.Zip(values).ToDictionary(p => p.First, p => p.Second!);
    }

    /// <summary>Takes the values of weights.</summary>
    public static WeightSnapshot Of(IEnumerable<Weight> weights)
    {
        current = new([.. weights.Distinct()]);
        Interleaving.Point("weights were read");
        return current;
    }

    /// <summary>The value in the snapshots of this thread; null if there is none.</summary>
    public static WeightValue? Find(Weight weight)
    {
        for (WeightSnapshot? snapshot = current; snapshot is not null; snapshot = snapshot.outer)
        {
            if (snapshot.byWeight.TryGetValue(weight, out WeightValue? value))
                return value;
        }

        return null;
    }

    public void Dispose()
    {
        current = outer;
        WeightValue.Release(values);
    }
}
