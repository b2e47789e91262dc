namespace Keras.Training;

/// <summary>The number of steps of the next native call: about a tenth of a second's worth, estimated from the steps before.</summary>
internal sealed class TickPacer
{
    private const double SecondsPerTick = 0.1;
    private const int FirstSteps = 16;
    private double? secondsPerStep;
    private bool warm;

    /// <summary>Steps for the next call.</summary>
    public int Next => secondsPerStep is not { } seconds ? FirstSteps : (int)Math.Clamp(SecondsPerTick / seconds, 1, int.MaxValue / 2);

    /// <summary>Takes a finished call into account; the first one, which may have compiled, says nothing.</summary>
    public void Observe(int steps, TimeSpan time)
    {
        if (!warm)
        {
            warm = true;
            return;
        }

        double seconds = Math.Max(time.TotalSeconds / steps, 1e-9);
        secondsPerStep = secondsPerStep is { } before ? (before + seconds) / 2 : seconds;
    }
}
