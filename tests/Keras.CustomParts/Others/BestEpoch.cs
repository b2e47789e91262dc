using Keras.Callbacks;

namespace Keras.CustomParts;

/// <summary>A callback whose state is saved with the model, as that of early stopping is.</summary>
public sealed class BestEpoch : Callback
{
    public double Best { get; private set; } = double.PositiveInfinity;

    public int Epochs { get; private set; }

    protected override string? StateKey => "best_epoch";

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        Epochs++;
        Best = Math.Min(Best, logs["loss"]);
    }

    protected override CallbackState? SaveState() => new(Epochs - 1, new Dictionary<string, double> { ["best"] = Best });

    protected override void RestoreState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Epochs = state.Epoch + 1;
        Best = state.Find("best") ?? Best;
    }
}
