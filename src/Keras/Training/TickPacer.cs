namespace Keras.Training;

/// <summary>The number of steps in the next native call, estimated from earlier calls to take about a tenth of a second.</summary>
internal sealed class TickPacer
{
    private const double SecondsPerTick = 0.1;
    private const int FirstSteps = 16;
    private double? secondsPerStep;
    private bool warm;

    /// <summary>The number of steps in the next call.</summary>
    public int Next => secondsPerStep is not { } seconds ? FirstSteps : (int)Math.Clamp(SecondsPerTick / seconds, 1, int.MaxValue / 2);

    /// <summary>Records the duration of a call; the first one, which may have compiled, does not count.</summary>
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
