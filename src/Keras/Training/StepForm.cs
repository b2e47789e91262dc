namespace Keras.Training;

/// <summary>How a step is written.</summary>
/// <param name="Parts">The number of parts of the batch; 1 for a function of the whole batch, 0 for none.</param>
/// <param name="IsCompiled">Whether XLA compiles the loop over the batches.</param>
/// <param name="IsFused">Whether layers are single operations with kernels of this library.</param>
internal readonly record struct StepForm(int Parts, bool IsCompiled, bool IsFused)
{
    /// <summary>The number of steps in an iteration of the loop, which other forms than fused ones do not gain by.</summary>
    public int Unrolled => IsFused ? int.Parse(Environment.GetEnvironmentVariable("UNROLL") ?? "1") : 1;
}
