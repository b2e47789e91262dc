namespace Keras.Training;

/// <summary>
/// Reports the progress of training about ten times a second, also if batch hooks make the function return after every batch, and at the
/// end of an epoch.
/// </summary>
internal sealed class ProgressReports(Action<TrainingProgress> report)
{
    // Half the duration of a native call without batch hooks, so that each such call is reported.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.05);
    private TrainingProgress? held;
    private TimeSpan? reportedAt;
    private bool wasFinite = true;

    /// <summary>Begins an epoch.</summary>
    public void Restart() => (held, reportedAt, wasFinite) = (null, null, true);

    /// <summary>Called after each native call. The first value that is not finite is reported at once.</summary>
    public void Offer(TrainingProgress now)
    {
        bool isFinite = now.Logs.Values.All(double.IsFinite);
        bool isNews = wasFinite && !isFinite;
        wasFinite = isFinite;
        held = now;
        if (isNews || reportedAt is not { } before || now.EpochTime - before >= Least)
            Flush();
    }

    /// <summary>Reports the latest progress, if it was not reported.</summary>
    public void Flush()
    {
        if (held is not { } now)
            return;
        held = null;
        reportedAt = now.EpochTime;
        report(now);
    }
}
