using Keras.Training;
using TensorFlow;

namespace Keras;

/// <content>Inputs of strings, and tensors of any type.</content>
public sealed partial class Predictor
{
    /// <summary>Computes the output of one batch of strings. The strings are copied for each call.</summary>
    /// <param name="input">The strings in C order, as many as <see cref="InputShape"/> has.</param>
    /// <param name="output">The destination of the output in C order, as many values as <see cref="OutputShape"/> has.</param>
    /// <exception cref="ArgumentException">A length is not that of its shape, a string is null, or the model takes no strings.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs, or its layers changed since the predictor was
    /// created and its output has another shape.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public void Run(ReadOnlySpan<string> input, Span<float> output)
    {
        if (input.Length != InputShape.ElementCount)
            throw new ArgumentException(
                $"Predictor: expected {InputShape.ElementCount} strings for an input of shape {InputShape}, got {input.Length}.",
                nameof(input));
        RequireRoom(output);
        using Tensor strings = Tensor.CreateStrings(input, InputShape);
        RequireType(0, strings, nameof(input));
        using PredictorLease lease = pool.Take();
        lease.Slot.Write(0, strings);
        lease.Slot.Run();
        lease.Slot.Copy(0, output);
    }

    /// <summary>Computes all outputs of one batch whose inputs may include strings.</summary>
    /// <param name="inputs">The inputs in the order of <see cref="InputNames"/>, of the types and shapes of <see cref="InputTypes"/> and
    /// <see cref="InputShapes"/>.</param>
    /// <param name="outputs">The destinations of the outputs, in the order of <see cref="OutputNames"/>, each in C order.</param>
    /// <exception cref="ArgumentException">A type, a shape, a length or the number of inputs or outputs is not the expected
    /// one.</exception>
    /// <exception cref="InvalidOperationException">The model's layers changed since the predictor was created, and an output has another
    /// shape.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Memory<float>> outputs)
    {
        RequireCounts(inputs.Length, outputs.Length);
        for (int i = 0; i < inputs.Length; i++)
            RequireType(i, inputs[i], nameof(inputs));
        RequireRoom(outputs);
        using PredictorLease lease = pool.Take();
        for (int i = 0; i < inputs.Length; i++)
            lease.Slot.Write(i, inputs[i]);
        lease.Slot.Run();
        for (int i = 0; i < outputs.Length; i++)
            lease.Slot.Copy(i, outputs[i].Span);
    }
}
