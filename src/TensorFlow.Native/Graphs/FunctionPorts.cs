namespace TensorFlow;

/// <summary>What a function takes from a graph.</summary>
/// <param name="Inputs">The symbols that become its inputs.</param>
/// <param name="Outputs">The symbols that it returns.</param>
/// <param name="Effects">Operations that must run though no output needs them.</param>
internal readonly record struct FunctionPorts(Symbol[] Inputs, Symbol[] Outputs, Operation[] Effects);
