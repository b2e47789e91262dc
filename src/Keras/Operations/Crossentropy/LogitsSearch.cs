using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// Finds the logits behind probabilities: where predictions come right out of a softmax or sigmoid, Keras computes a crossentropy from what
/// went in, exactly and without clipping (the TensorFlow backend's <c>_get_logits</c>).
/// </summary>
internal static class LogitsSearch
{
    /// <summary>
    /// What went into the softmax or sigmoid that made <paramref name="output"/>; null where another op did. Keras does not ask which of
    /// the two it was: both leave their input on the output, so a binary crossentropy after a softmax takes the softmax's logits.
    /// </summary>
    public static Symbol? Find(Symbol output) => output.Operation.Type is "Softmax" or "Sigmoid" ? output.Operation.Input(0) : null;
}
