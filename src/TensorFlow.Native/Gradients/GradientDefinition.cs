namespace TensorFlow;

/// <summary>A gradient that was given with the operation that carries it: the operation takes the plain outputs and then the inputs, and returns the outputs.</summary>
/// <param name="Inputs">The symbols that gradients are returned for.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Backward">From the outputs' gradients (null for zero) the inputs' (null for none).</param>
internal sealed record GradientDefinition(Symbol[] Inputs, int Outputs, Func<Symbol?[], Symbol?[]> Backward);
