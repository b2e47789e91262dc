namespace Keras.Training;

/// <summary>The number by which a saved model is the best of its training.</summary>
/// <param name="Monitor">The number's name: "val_loss".</param>
/// <param name="Value">The number.</param>
/// <param name="LargerIsBetter">Whether larger ones are better.</param>
internal sealed record BestNumber(string Monitor, double Value, bool LargerIsBetter);
