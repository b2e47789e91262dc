using TensorFlow;

namespace Keras;

/// <content>Seed generators.</content>
public abstract partial class Layer
{
    private SeedGenerator[] seedGenerators = [];

    /// <summary>Adds a seed generator, which gives the layer random numbers of its own.</summary>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    protected SeedGenerator AddSeedGenerator(long? seed)
    {
        SeedGenerator generator = new(seed);
        seedGenerators = [.. seedGenerators, generator];
        return generator;
    }

    /// <summary>Begins the random numbers of an epoch in this layer and its sublayers.</summary>
    /// <param name="seed">The seed of generators that were given none of their own.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    internal void BeginRandomNumbers(long seed, int epoch)
    {
        foreach (SeedGenerator generator in seedGenerators)
            generator.Begin(generator.Seed ?? RandomSeeds.Mix(++seed), epoch);
        foreach (Layer layer in ownLayers)
            layer.BeginRandomNumbers(RandomSeeds.Mix(++seed), epoch);
    }
}
