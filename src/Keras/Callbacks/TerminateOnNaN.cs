namespace Keras.Callbacks;

/// <summary>Stops training when the loss is no longer a number.</summary>
public sealed class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    public override void OnProgress(TrainingProgress progress)
    {
        if (progress.Logs.TryGetValue("loss", out double loss) && !double.IsFinite(loss))
            Model.StopTraining = true;
    }
}
