using System.Globalization;
using Keras.Terminals;
using TensorFlow;

namespace Keras.Models;

/// <summary>Shapes, counts and sizes as Keras's table shows them.</summary>
internal static class SummaryNumbers
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>The shapes of the outputs of the last call; "?" where none is known.</summary>
    public static StyledText Shape(KerasOperation operation)
    {
        if (operation.Nodes is [.., { } last])
            return last.Outputs.Count == 1 ? Shape(last.Outputs[0].Shape) : List(last.Outputs.Select(o => Shape(o.Shape)));
        return operation is Layer { OutputShape: { } shape } ? Shape(shape) : new StyledText().Add("?");
    }

    public static StyledText Parameters(KerasOperation operation)
    {
        if (operation is not Layer layer)
            return new StyledText().Add("0", TextStyles.Number);
        return layer.IsBuilt || layer is Layers.InputLayer
            ? new StyledText().Add(Count(layer.CountParams()), TextStyles.Number)
            : new StyledText().Add("0", TextStyles.Number).Add(" (unbuilt)");
    }

    public static IEnumerable<StyledText> Totals(Model model, Optimizer? optimizer)
    {
        IReadOnlyList<Weight> state = optimizer is { IsBuilt: true } ? optimizer.Weights : [];
        yield return Total("Total", [.. model.Weights, .. state]);
        yield return Total("Trainable", model.TrainableWeights);
        yield return Total("Non-trainable", model.NonTrainableWeights);
        if (state.Count > 0)
            yield return Total("Optimizer", state);
    }

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static StyledText Shape(Shape shape)
    {
        StyledText text = new StyledText().Add("(");
        for (int i = 0; i < shape.Rank; i++)
        {
            bool isKnown = shape[i] >= 0;
            text.Add(i > 0 ? ", " : "").Add(
                isKnown ? shape[i].ToString(CultureInfo.InvariantCulture) : "None", isKnown ? TextStyles.Number : TextStyles.Unknown);
        }

        return text.Add(")");
    }

    private static StyledText List(IEnumerable<StyledText> shapes)
    {
        StyledText text = new StyledText().Add("[");
        foreach (StyledText shape in shapes)
            text.Add(text.Length > 1 ? ", " : "").Add(shape);
        return text.Add("]");
    }

    private static StyledText Total(string kind, IReadOnlyList<Weight> weights)
    {
        long elements = weights.Sum(w => w.Shape.ElementCount);
        double size = weights.Sum(w => w.Shape.ElementCount * w.DType.Size);
        int unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return new StyledText().Add($" {kind} params: ", TextStyles.Bold).Add(Count(elements), TextStyles.Number)
            .Add(string.Create(CultureInfo.InvariantCulture, $" ({size:F2} {Units[unit]})"));
    }
}
