using TensorFlow;

namespace Keras.Core;

/// <summary>Seeds drawn from <see cref="Runtime.Seed"/> one after another, for everything random that was given none of its own.</summary>
internal static class RandomSeeds
{
    private static readonly Lock Gate = new();
    private static long seed;
    private static long generation = -1;
    private static long drawn;

    public static long Next()
    {
        lock (Gate)
        {
            // Setting the seed to the value that it has already begins the sequence anew, too.
            if (generation != Runtime.SeedGeneration)
                Restart();
            return Mix(seed + (++drawn * unchecked((long)0x9E3779B97F4A7C15UL)));
        }
    }

    /// <summary>Begins the sequence anew.</summary>
    public static void Restart()
    {
        lock (Gate)
        {
            generation = Runtime.SeedGeneration;
            seed = Runtime.Seed;
            drawn = 0;
        }
    }

    /// <summary>The seed of an epoch, or of another position in a sequence: that of position 0 is the seed itself.</summary>
    public static long At(long seed, long position) =>
        position == 0 ? seed : Mix(seed + (position * unchecked((long)0x9E3779B97F4A7C15UL)));

    /// <summary>A well-mixed number (the finalizer of SplitMix64: Steele, Lea and Flood, 2014).</summary>
    public static long Mix(long value)
    {
        ulong z = (ulong)value;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (long)(z ^ (z >> 31));
    }
}
