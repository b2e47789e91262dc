using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// Finds the logits behind probabilities: where predictions come right out of a softmax or sigmoid, Keras computes a crossentropy from what went in,
/// exactly and without clipping (the TensorFlow backend's <c>_get_logits</c>).
/// </summary>
internal static class LookBack
{
    /// <summary>What went into the op that made <paramref name="output"/>, if it is of that type; null otherwise.</summary>
    public static Symbol? Logits(Symbol output, string opType) => output.Operation.Type == opType ? output.Operation.Input(0) : null;
}
