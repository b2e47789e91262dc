namespace TensorFlow;

/// <summary>A function that XLA was to compile (<see cref="FunctionOptions.Compile"/>) has an operation that it cannot compile.</summary>
/// <param name="operation">The operation, and who wrote it.</param>
/// <param name="advice">What to do instead: "do this"; null for nothing but running without XLA.</param>
public sealed class UncompilableException(string operation, string? advice = null) : TensorFlowException(
    StatusCode.Unimplemented,
    $"XLA cannot compile {operation}; {(advice is null ? "" : $"{advice}, or ")}leave the function to the ordinary kernels "
    + "(of a model: JitCompile.Auto or JitCompile.Off).")
{
    /// <summary>The operation that XLA cannot compile, and who wrote it: "MaxPoolGradGrad of float64 (MaxPooling2D 'pool')".</summary>
    public string Operation { get; } = operation;
}
