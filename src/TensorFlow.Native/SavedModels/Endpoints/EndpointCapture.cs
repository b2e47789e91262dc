using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>A captured input of a concrete function.</summary>
/// <param name="Variable">The variable; null for a constant.</param>
/// <param name="Constant">The operation that holds the constant; null for a variable.</param>
internal readonly record struct EndpointCapture(SavedModelVariable? Variable, NodeDef? Constant);
