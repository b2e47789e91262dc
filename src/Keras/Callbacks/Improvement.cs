namespace Keras.Callbacks;

/// <summary>Whether a watched number improved (<c>keras.callbacks.MonitorCallback</c>).</summary>
internal static class Improvement
{
    // Keras takes the difference in double precision and compares in single precision.
    public static bool Is(double value, double reference, double minDelta, bool largerIsBetter) => largerIsBetter
        ? (float)(value - Math.Abs(minDelta)) > (float)reference
        : (float)(value + Math.Abs(minDelta)) < (float)reference;
}
