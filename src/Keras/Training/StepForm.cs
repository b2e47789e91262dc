namespace Keras.Training;

/// <summary>How a step is written.</summary>
/// <param name="Parts">The number of parts of the batch; 1 for a function of the whole batch, 0 for none.</param>
/// <param name="IsCompiled">Whether XLA compiles the loop over the batches.</param>
/// <param name="IsFused">Whether layers are single operations with kernels of this library.</param>
internal readonly record struct StepForm(int Parts, bool IsCompiled, bool IsFused)
{
    /// <summary>
    /// The number of steps in an iteration of the loop. More save little beside the time and the memory that the larger function takes;
    /// the variables of other loops are few, or XLA's.
    /// </summary>
    public int Unrolled => IsFused ? 2 : 1;
}
