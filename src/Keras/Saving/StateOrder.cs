using TensorFlow;

namespace Keras.Saving;

/// <summary>The order of an optimizer's state in a file, which depends on the release of Keras.</summary>
internal static class StateOrder
{
    /// <summary>Gets the weights in the order of the shapes in the file; in today's order where these fit none.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="shapeAt">The shape of the file's array of a position; null where there is none.</param>
    public static IReadOnlyList<Weight> Of(Optimizer optimizer, Func<int, Shape?> shapeAt) =>
        new[] { optimizer.Weights, optimizer.LegacyWeightOrder, optimizer.QuantizedWeightOrder }.FirstOrDefault(o => Fits(o, shapeAt))
        ?? optimizer.Weights;

    /// <summary>
    /// Gets a warning where the state is that of other weights, as after layers were changed; null where it fits.
    /// </summary>
    public static string? Misfit(Optimizer optimizer, IReadOnlyList<Weight> weights, Func<int, Shape?> shapeAt)
    {
        for (int i = 0; i < weights.Count; i++)
        {
            if (shapeAt(i) is { } shape && shape != weights[i].Shape)
                return $"The state of the optimizer '{optimizer.Name}' was not loaded: '{weights[i].Name}' has shape {weights[i].Shape}, "
                    + $"the file has {shape}.";
        }

        return null;
    }

    private static bool Fits(IReadOnlyList<Weight> weights, Func<int, Shape?> shapeAt) =>
        weights.Select((weight, i) => shapeAt(i) == weight.Shape).All(fits => fits);
}
