using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// A recurrent layer over a whole sequence whose gradient is written, not derived: the backward loop leaves the gradients of all steps in a
/// stack, and those of the weights are one product of it. The second derivative is derived from the plain form.
/// </summary>
internal abstract class SequenceKernel
{
    /// <summary>The results of a step of the backward loop.</summary>
    /// <param name="States">The gradients of the states before the step.</param>
    /// <param name="Stacked">The values of which the gradients of the projection and the weights are computed after the loop.</param>
    protected internal readonly record struct BackwardStep(Symbol[] States, Symbol[] Stacked);

    /// <summary>Writes a step.</summary>
    /// <param name="projected">The projection of the input.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="states">The states before the step.</param>
    /// <returns>The states after the step, the output first, and what the backward loop needs of it.</returns>
    public abstract (Symbol[] States, Symbol[] Kept) Forward(Symbol projected, Symbol[] weights, Symbol[] states);

    /// <summary>Writes a step of the backward loop.</summary>
    /// <param name="kept">The values kept of the step.</param>
    /// <param name="before">The states before the step.</param>
    /// <param name="after">The states after the step.</param>
    /// <param name="gradients">The gradients of the states after the step.</param>
    /// <param name="weights">The weights as <see cref="ForBackward"/> gave them.</param>
    public abstract BackwardStep Backward(Symbol[] kept, Symbol[] before, Symbol[] after, Symbol[] gradients, Symbol[] weights);

    /// <summary>The weights in the form in which the backward loop multiplies with them.</summary>
    public virtual Symbol[] ForBackward(Symbol[] weights) => [Ops.Transpose(weights[0])];

    /// <summary>Writes the gradients of the projections and the weights.</summary>
    /// <param name="stacked">The stacks of the backward loop, <c>[steps, batch, …]</c>.</param>
    /// <param name="before">The outputs before each step.</param>
    /// <param name="weights">The weights.</param>
    public abstract (Symbol Projected, Symbol[] Weights) Finish(Symbol[] stacked, Symbol before, Symbol[] weights);

    /// <summary>Writes the layer.</summary>
    /// <param name="projected">The projections of the inputs of all steps, <c>[steps, batch, …]</c>.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="initial">The states before the first step, the output first.</param>
    /// <param name="mask">The mask of the steps, boolean <c>[steps, batch, 1]</c>; null for none. The states do not change at masked
    /// steps.</param>
    /// <param name="returnsSequence">Whether the outputs of all steps are returned.</param>
    /// <returns>The outputs of all steps, and the states after the last.</returns>
    public (Symbol? Sequence, Symbol[] States) Write(
        Symbol projected, Symbol[] weights, Symbol[] initial, Symbol? mask, bool returnsSequence)
    {
        Symbol[] inputs = [projected, .. weights, .. initial];
        SequencePass pass = new(this, weights.Length, mask, returnsSequence);
        bool keeps = Gradients.IsRecording;
        SequencePass.Results results = pass.Forward(inputs, keeps);
        Symbol[] outputs = Gradients.Define(inputs, results.Outputs, dys => pass.Gradient(inputs, keeps ? results : null, dys));
        return returnsSequence ? (outputs[0], outputs[1..]) : (null, outputs);
    }
}
