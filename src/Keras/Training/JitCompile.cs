namespace Keras;

/// <summary>Whether XLA compiles a model's programs.</summary>
public enum JitCompile
{
    /// <summary>
    /// By model and batch size, where it is faster; the same choice each time. A step that XLA cannot compile runs with the ordinary
    /// kernels. <see cref="Model.Compilation"/> tells which and why.
    /// </summary>
    Auto,

    /// <summary>
    /// Always, but for the partial batch at the end of an epoch: its size follows from the number of samples, and XLA would compile for
    /// each. A step that XLA cannot compile throws an <see cref="TensorFlow.UncompilableException"/> that names the operation and the
    /// layer.
    /// </summary>
    On,

    /// <summary>Never: TensorFlow's ordinary kernels.</summary>
    Off,
}
