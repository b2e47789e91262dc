using Keras.Training;
using TensorFlow;

namespace Keras;

/// <content>Inputs of strings, and tensors of any type.</content>
public sealed partial class Predictor
{
    /// <summary>Computes the output of one batch of strings. The strings are copied for each call.</summary>
    /// <param name="input">The strings in C order, as many as <see cref="InputShape"/> has.</param>
    /// <param name="output">The destination of the output in C order, as many numbers as <see cref="OutputShape"/> has.</param>
    /// <exception cref="ArgumentException">A length is another, a string is null, or the model takes numbers.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has several inputs or outputs, or its output has another shape than when this was made, because its layers changed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Run(ReadOnlySpan<string> input, Span<float> output)
    {
        if (input.Length != InputShape.ElementCount)
            throw new ArgumentException(
                $"Predictor: expected {InputShape.ElementCount} strings for an input of shape {InputShape}, got {input.Length}.",
                nameof(input));
        RequireRoom(output);
        using Tensor strings = Tensor.CreateStrings(input, InputShape);
        RequireType(0, strings, nameof(input));
        PredictorSlot slot = Take();
        try
        {
            slot.Write(0, strings);
            slot.Run();
            slot.Copy(0, output);
        }
        finally
        {
            Return(slot);
        }
    }

    /// <summary>Computes all outputs of one batch, of inputs of which some are strings.</summary>
    /// <param name="inputs">The inputs in the order of <see cref="InputNames"/>, of the types and shapes of <see cref="InputTypes"/> and
    /// <see cref="InputShapes"/>.</param>
    /// <param name="outputs">The destinations of the outputs, in the order of <see cref="OutputNames"/>, each in C order.</param>
    /// <exception cref="ArgumentException">A type, a shape, a length or the number of inputs or outputs is another.</exception>
    /// <exception cref="InvalidOperationException">An output has another shape than when this was made, because the model's layers
    /// changed.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Memory<float>> outputs)
    {
        RequireCounts(inputs.Length, outputs.Length);
        for (int i = 0; i < inputs.Length; i++)
            RequireType(i, inputs[i], nameof(inputs));
        RequireRoom(outputs);
        PredictorSlot slot = Take();
        try
        {
            for (int i = 0; i < inputs.Length; i++)
                slot.Write(i, inputs[i]);
            slot.Run();
            for (int i = 0; i < outputs.Length; i++)
                slot.Copy(i, outputs[i].Span);
        }
        finally
        {
            Return(slot);
        }
    }

    private void RequireCounts(int given, int destinations)
    {
        if (given != InputShapes.Count || destinations != OutputShapes.Count)
            throw new ArgumentException(
                $"Predictor: expected {InputShapes.Count} inputs and room for {OutputShapes.Count} outputs, got {given} and "
                + $"{destinations}.",
                given != InputShapes.Count ? "inputs" : "outputs");
    }

    private void RequireNumbers(int input, string parameter)
    {
        if (InputTypes[input] == DType.String)
            throw new ArgumentException($"Predictor: expected strings for the input {Place(InputNames, input)}, got numbers.", parameter);
    }

    private void RequireType(int input, Tensor? value, string parameter)
    {
        TensorSpec expected = inputs[input];
        if (value is null || value.DType != expected.DType || value.Shape != expected.Shape)
            throw new ArgumentException(
                $"Predictor: expected {expected} for the input {Place(InputNames, input)}, got "
                + $"{(value is null ? "null" : TensorSpec.Of(value))}.", parameter);
    }

    private void RequireRoom(ReadOnlySpan<float> output)
    {
        if (output.Length != OutputShape.ElementCount)
            throw new ArgumentException(
                $"Predictor: expected room for {OutputShape.ElementCount} numbers of shape {OutputShape}, got {output.Length}.",
                nameof(output));
    }

    private void RequireRoom(ReadOnlySpan<Memory<float>> outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Length != OutputShapes[i].ElementCount)
                throw new ArgumentException(
                    $"Predictor: expected room for {OutputShapes[i].ElementCount} numbers of the output {Place(OutputNames, i)} of shape "
                    + $"{OutputShapes[i]}, got {outputs[i].Length}.", nameof(outputs));
        }
    }
}
