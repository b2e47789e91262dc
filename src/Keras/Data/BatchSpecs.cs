using TensorFlow;

namespace Keras.Pipelines;

/// <summary>Types and shapes of a batch in the order of the model's inputs and outputs; see <see cref="BatchSymbols"/>.</summary>
/// <param name="X">The inputs.</param>
/// <param name="Y">The targets.</param>
/// <param name="SampleWeight">The weights.</param>
internal sealed record BatchSpecs(TensorSpec[] X, TensorSpec?[] Y, TensorSpec?[] SampleWeight);
