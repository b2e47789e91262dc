namespace Keras;

/// <summary>The progress of training, reported about ten times a second.</summary>
/// <param name="Epoch">The epoch that runs, from 0.</param>
/// <param name="Epochs">The epoch at which training ends.</param>
/// <param name="Step">The batches of the epoch that are done.</param>
/// <param name="Steps">The batches of an epoch; null where that is not known before its end.</param>
/// <param name="Logs">The running loss and metrics of the epoch.</param>
/// <param name="EpochTime">The time since the epoch began.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Step, int? Steps, Logs Logs, TimeSpan EpochTime)
{
    /// <summary>The time until the epoch ends, as it looks now; null where that is not known.</summary>
    public TimeSpan? Remaining => Steps is { } steps && Step > 0 ? EpochTime / Step * (steps - Step) : null;
}
