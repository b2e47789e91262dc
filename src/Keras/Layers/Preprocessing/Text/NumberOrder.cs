namespace Keras.Layers;

/// <summary>The order of integers.</summary>
internal sealed class NumberOrder : ITokenOrder<long>
{
    private NumberOrder()
    {
    }

    public static NumberOrder Instance { get; } = new();

    public int Compare(long x, long y) => x.CompareTo(y);

    public ulong Prefix(long token) => unchecked((ulong)token) ^ (1UL << 63);
}
