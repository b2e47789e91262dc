namespace Keras.Training;

/// <summary>The monitored value by which a saved model is the best of its training.</summary>
/// <param name="Monitor">The monitored metric: "val_loss".</param>
/// <param name="Value">The value.</param>
/// <param name="LargerIsBetter">Whether larger values are better.</param>
internal sealed record BestNumber(string Monitor, double Value, bool LargerIsBetter);
