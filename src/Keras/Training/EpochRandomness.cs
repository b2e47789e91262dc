namespace Keras.Training;

/// <summary>
/// The random numbers of an epoch. They follow from a seed, the epoch and the step, and not from what ran before: an epoch is the same
/// whether training came to it in one run or was resumed there. Where training was given no seed, the order of the samples follows from the
/// model's own and the steps made so far, and layers continue their sequences.
/// </summary>
/// <param name="model">The model that is trained.</param>
/// <param name="given">The seed given; null where there is none.</param>
internal sealed class EpochRandomness(Model model, long? given)
{
    private readonly HashSet<Weight> positioned = [];
    private int epoch;

    /// <summary>Begins an epoch.</summary>
    /// <param name="index">The epoch, from 0.</param>
    /// <returns>Where the order of its samples comes from.</returns>
    public Random Begin(int index)
    {
        epoch = index;
        positioned.Clear();
        if (given is not { } seed)
        {
            long steps = model.Optimizers.Sum(o => o.IterationCount);
            return From(RandomSeeds.At(model.TrainingState.Seed(), steps > 0 ? steps : index));
        }


        model.BeginRandomNumbers(seed, epoch);
        positioned.UnionWith(model.State);
        return From(RandomSeeds.At(seed, epoch));
    }

    /// <summary>
    /// Begins the random numbers that a program uses outside of the model's layers: in a map of the data, a loss or an optimizer.
    /// </summary>
    public void Begin(StatefulFunction program)
    {
        if (given is not { } seed)
            return;
        for (int i = 0; i < program.Weights.Count; i++)
        {
            Weight weight = program.Weights[i];
            if (SeedGenerator.Of(weight) is { } generator && positioned.Add(weight))
                generator.Begin(RandomSeeds.Mix(~seed + i), epoch);
        }
    }

    private static Random From(long seed) => new((int)RandomSeeds.Mix(seed));
}
