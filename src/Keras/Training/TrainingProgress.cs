namespace Keras;

/// <summary>The progress of training, reported about ten times a second.</summary>
/// <param name="Epoch">The current epoch, from 0.</param>
/// <param name="Epochs">The number of epochs, at which training ends.</param>
/// <param name="Step">The number of batches of the epoch that are done.</param>
/// <param name="Steps">The number of batches in an epoch; null if it is not known before the end of the first.</param>
/// <param name="Logs">The running loss and metrics of the epoch.</param>
/// <param name="EpochTime">The time since the epoch began.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Step, int? Steps, Logs Logs, TimeSpan EpochTime)
{
    /// <summary>The estimated time until the end of the epoch; null if it is not known.</summary>
    public TimeSpan? Remaining => Steps is { } steps && Step > 0 ? EpochTime / Step * (steps - Step) : null;
}
