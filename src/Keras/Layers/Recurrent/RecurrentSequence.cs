using TensorFlow;

namespace Keras.Layers;

/// <summary>The outputs and states that a recurrent layer computes of sequences.</summary>
/// <param name="Last">The output of the last step.</param>
/// <param name="Sequence">The outputs of all steps, <c>[steps, batch, …]</c>, in the order of their computation; null where they are not
/// wanted.</param>
/// <param name="States">The last states.</param>
internal sealed record RecurrentSequence(Symbol Last, Symbol? Sequence, Symbol[] States);
