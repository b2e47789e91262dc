using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>
/// The random number generator of a layer. Its state, a seed and the number of its uses, is a weight, so each run of a function continues
/// the sequence.
/// </summary>
[DebuggerDisplay("SeedGenerator, seed {Seed}")]
public sealed class SeedGenerator
{
    private readonly SeedInitializer initializer;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">The seed. Default: null, derived from <see cref="Runtime.Seed"/>.</param>
    public SeedGenerator(long? seed = null)
    {
        Seed = seed;
        initializer = new(this);
        State = new("seed_generator_state", [2], DType.Int64, initializer) { Trainable = false };
    }

    /// <summary>The seed given; null if it is derived from <see cref="Runtime.Seed"/>.</summary>
    public long? Seed { get; }

    /// <summary>The seed and the number of its uses: int64 <c>[2]</c>.</summary>
    public Weight State { get; }

    /// <summary>The random numbers of one use, in the function being written.</summary>
    public RandomSource Next()
    {
        Symbol state = State;
        using Tensor one = Tensor.Create<long>([0, 1]);
        State.Assign(state + state.Graph.Constant(one));
        return new(state);
    }

    /// <summary>The generator whose state a weight is; null for other weights.</summary>
    internal static SeedGenerator? Of(Weight weight) => (weight.Initializer as SeedInitializer)?.Owner;

    /// <summary>
    /// Begins the random numbers of an epoch: each depends on the seed, the epoch and the number of uses within the epoch only.
    /// </summary>
    /// <param name="seed">The seed if the generator was created without one.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    internal void Begin(long seed, int epoch)
    {
        using Tensor state = Tensor.Create<long>([RandomSeeds.At(Seed ?? seed, epoch), 0]);
        State.Assign(state);
    }

    /// <summary>Resumes in the middle of a sequence.</summary>
    internal void Resume((long Seed, long Uses) at)
    {
        using Tensor state = Tensor.Create<long>([at.Seed, at.Uses]);
        State.Assign(state);
    }

    private sealed class SeedInitializer(SeedGenerator owner) : Initializer
    {
        public SeedGenerator Owner => owner;

        /// <inheritdoc/>
        protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => random.Seed;

        /// <inheritdoc/>
        protected internal override long? NextSeed() => owner.Seed ?? RandomSeeds.Next();
    }
}
