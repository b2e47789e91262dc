using TensorFlow;

namespace Keras.Losses;

/// <summary>Keras's reductions: their names, and what they compute (<c>keras.losses.loss.reduce_weighted_values</c>).</summary>
internal static class Reductions
{
    private static readonly (Reduction Reduction, string Name)[] Names =
    [
        (Reduction.SumOverBatchSize, "sum_over_batch_size"),
        (Reduction.Mean, "mean"),
        (Reduction.Sum, "sum"),
        (Reduction.MeanWithSampleWeight, "mean_with_sample_weight"),
        (Reduction.None, "none"),
    ];

    public static string NameOf(Reduction reduction) => Array.Find(Names, n => n.Reduction == reduction).Name;

    public static Reduction Parse(string? name) => name is null
        ? Reduction.None
        : Array.Find(Names, n => n.Name == name) is { Name: not null } found
            ? found.Reduction
            : throw new UnknownNameException("reduction", name, [.. Names.Select(n => n.Name)]);

    /// <summary>The reduction of a loss's config: the default where it is not there, none where it is null.</summary>
    public static Reduction FromConfig(Config config)
    {
        string? name = config.GetString("reduction", null);
        return name is null && !config.Keys.Contains("reduction") ? Reduction.SumOverBatchSize : Parse(name);
    }

    /// <summary>Refuses sample weights whose shape is incompatible with that of the losses or their mask.</summary>
    /// <param name="weights">The shape of the weights, of the rank of the losses where that is possible.</param>
    /// <param name="given">The shape as it was given; null for the same.</param>
    /// <param name="losses">The shape of the losses.</param>
    /// <exception cref="ShapeException">The shapes cannot be broadcast together.</exception>
    public static void RequireWeights(Shape weights, Shape? given, Shape losses)
    {
        if (!Ranks.BroadcastTogether(losses, weights))
            throw new ShapeException(
                $"Sample weights of shape {given ?? weights} do not go with losses of shape {losses}; "
                + "give one weight for each sample, with an axis of length 1 for each further axis of the losses.");
    }

    /// <summary>Weighs values and makes one number of them.</summary>
    /// <exception cref="ShapeException">The shape of the weights is incompatible with that of the values.</exception>
    public static Symbol Reduce(Symbol values, Symbol? sampleWeight, Reduction reduction, Symbol? mask = null)
    {
        Symbol? weight = Masks.Apply(sampleWeight?.Cast(values.DType), mask, values.DType, reduction);
        if (weight is { } given)
        {
            (values, given) = Ranks.Match(values, given);
            RequireWeights(given.Shape, sampleWeight?.Shape, values.Shape);
            weight = given;
            values *= given;
        }

        // Keras leaves a scalar and an empty list as they are.
        if (reduction == Reduction.None || values.Rank == 0 || (values.Rank == 1 && values.Shape[0] == 0))
            return values;
        Symbol sum = Ops.Sum(values);
        return reduction switch
        {
            Reduction.Sum => sum,
            Reduction.MeanWithSampleWeight when weight is { } w => Ops.DivideNoNan(sum, Ops.Sum(w)),
            _ => Ops.DivideNoNan(sum, Ops.Cast(Ops.Size(values), values.DType)),
        };
    }
}
