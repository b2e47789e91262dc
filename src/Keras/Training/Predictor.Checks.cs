using TensorFlow;

namespace Keras;

/// <content>Validation of arguments and shapes.</content>
public sealed partial class Predictor
{
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
            throw new ArgumentException(
                $"Predictor: expected strings for the input {Place(InputNames, input)}, got numeric values.", parameter);
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

    private static void RequireFits(Shape shape, string what)
    {
        if (!shape.IsFullyKnown)
            throw new InvalidOperationException(
                $"CreatePredictor: {what} of shape {shape} have an axis of unknown length, expected known ones; declare the length in the "
                + "model's Input, or call Predict.");
        if (shape.ElementCount > Array.MaxLength)
            throw new ArgumentException(
                $"CreatePredictor: {what} of shape {shape} are {shape.ElementCount} values a call, expected at most {Array.MaxLength}; "
                + "use a smaller batch size.");
    }

    private static string Place(IReadOnlyList<string> names, int index) => index < names.Count ? $"'{names[index]}'" : $"{index}";

    private static Shape Only(IReadOnlyList<Shape> shapes, string what, string all) =>
        shapes is [{ } only] ? only : throw new InvalidOperationException(
        $"Predictor: the model has {shapes.Count} {what}; read {all}, and call Run with lists.");
}
