using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The random numbers of an epoch. They depend on the seed, the epoch and the step only, so that an epoch is the same whether training ran
/// up to it or resumed there. Without a seed, the order of the samples depends on the model's own seed and on the iterations so far, and
/// layers continue their sequences.
/// </summary>
/// <param name="model">The model that is trained.</param>
/// <param name="given">The seed of the training; null for none.</param>
internal sealed class EpochRandomness(Model model, long? given)
{
    private readonly HashSet<Weight> positioned = [];
    private readonly List<Weight> outside = [];
    private IReadOnlyList<(long Seed, long Uses)> resumed = [];
    private int epoch;

    /// <summary>The random number generator of the order of the samples.</summary>
    /// <param name="seed">The seed of the order.</param>
    public static Random From(long seed) => new((int)RandomSeeds.Mix(seed));

    /// <summary>Begins an epoch.</summary>
    /// <param name="index">The epoch, from 0.</param>
    /// <returns>The seed of the order of its samples.</returns>
    public long Begin(int index)
    {
        Restart(index);
        resumed = [];
        if (given is not { } seed)
        {
            long steps = TrainingPosition.Iterations(model);
            return RandomSeeds.At(model.TrainingState.Seed(), steps > 0 ? steps : index);
        }

        model.BeginRandomNumbers(seed, epoch);
        positioned.UnionWith(model.State);
        return RandomSeeds.At(seed, epoch);
    }

    /// <summary>Resumes within an epoch: layers continue the sequences that they had when the model was saved.</summary>
    /// <returns>The seed of the order of its samples.</returns>
    public long Resume(EpochPosition position)
    {
        Restart(position.Epoch);
        resumed = position.Random;
        positioned.UnionWith(model.State);
        return position.Order;
    }

    /// <summary>
    /// Begins the random numbers that a function uses outside the model's layers: in a map of the data, a loss or an optimizer.
    /// </summary>
    public void Begin(StatefulFunction function)
    {
        if (given is not { } seed)
            return;
        for (int i = 0; i < function.Weights.Count; i++)
        {
            Weight weight = function.Weights[i];
            if (SeedGenerator.Of(weight) is not { } generator || !positioned.Add(weight))
                continue;
            if (outside.Count < resumed.Count)
                generator.Resume(resumed[outside.Count]);
            else
                generator.Begin(RandomSeeds.Mix(~seed + i), epoch);
            outside.Add(weight);
        }
    }

    /// <summary>The states of the generators that functions of this epoch used outside the model's layers.</summary>
    public (long Seed, long Uses)[] States() => [.. outside.Select(State)];

    private static (long Seed, long Uses) State(Weight weight)
    {
        using Tensor state = weight.Read();
        ReadOnlySpan<long> numbers = state.AsSpan<long>();
        return (numbers[0], numbers[1]);
    }

    private void Restart(int index)
    {
        epoch = index;
        positioned.Clear();
        outside.Clear();
    }
}
