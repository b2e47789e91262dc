namespace Keras.Optimizers;

/// <summary>The owner of a step, which takes over the optimizers that the step uses.</summary>
internal interface IOptimizerOwner
{
    /// <summary>Makes an optimizer one of the owner's.</summary>
    /// <param name="optimizer">The optimizer.</param>
    void Meet(Optimizer optimizer);
}
