namespace Keras;

/// <summary>Whether XLA compiles a model's functions.</summary>
public enum JitCompile
{
    /// <summary>
    /// If it is faster for the model and the batch size; the choice is deterministic. A step that XLA cannot compile runs with the ordinary
    /// kernels. <see cref="Model.Compilation"/> has the choice and the reason.
    /// </summary>
    Auto,

    /// <summary>
    /// Always, except for the partial batch at the end of an epoch, for whose size XLA would have to compile again. A step that XLA cannot
    /// compile throws an <see cref="TensorFlow.UncompilableException"/> that names the operation and the layer.
    /// </summary>
    On,

    /// <summary>Never: TensorFlow's ordinary kernels.</summary>
    Off,
}
