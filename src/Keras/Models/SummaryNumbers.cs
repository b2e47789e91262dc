using System.Globalization;
using TensorFlow;

namespace Keras.Models;

/// <summary>Shapes, counts and sizes as Keras's table shows them.</summary>
internal static class SummaryNumbers
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    public static string Shape(Layer layer)
    {
        if (layer.OutputShape is not { } shape)
            return "?";
        IEnumerable<string> axes =
            Enumerable.Range(0, shape.Rank).Select(i => shape[i] < 0 ? "None" : shape[i].ToString(CultureInfo.InvariantCulture));
        return $"({string.Join(", ", axes)}{(shape.Rank == 1 ? "," : "")})";
    }

    public static string Parameters(Layer layer) => layer.IsBuilt ? Count(layer.CountParams()) : "0 (unbuilt)";

    public static IEnumerable<string> Totals(Model model, Optimizer? optimizer)
    {
        IReadOnlyList<Weight> state = optimizer is { IsBuilt: true } ? optimizer.Weights : [];
        yield return Total("Total", [.. model.Weights, .. state]);
        yield return Total("Trainable", model.TrainableWeights);
        yield return Total("Non-trainable", model.NonTrainableWeights);
        if (state.Count > 0)
            yield return Total("Optimizer", state);
    }

    private static string Total(string kind, IReadOnlyList<Weight> weights)
    {
        long elements = weights.Sum(w => w.Shape.ElementCount);
        double size = weights.Sum(w => w.Shape.ElementCount * w.DType.Size);
        int unit = 0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $" {kind} params: {Count(elements)} ({size:F2} {Units[unit]})");
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
