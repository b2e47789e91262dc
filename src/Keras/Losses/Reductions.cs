using TensorFlow;

namespace Keras;

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

    public static Symbol Reduce(Symbol values, Symbol? sampleWeight, Reduction reduction)
    {
        Symbol? weight = null;
        if (sampleWeight is { } given)
        {
            Symbol cast = given.Cast(values.DType);
            (values, Symbol squeezed) = Ranks.Match(values, cast);
            weight = Ranks.BroadcastTrailing(squeezed, values);
            values *= weight.Value;
        }

        if (reduction == Reduction.None || (values.Rank == 0 && reduction != Reduction.MeanWithSampleWeight))
            return values;
        Symbol sum = Ops.Sum(values);
        return reduction switch
        {
            Reduction.Sum => sum,
            Reduction.MeanWithSampleWeight when weight is { } w => Ops.DivideNoNan(sum, Ops.Sum(Ops.BroadcastTo(w, values))),
            _ => Ops.DivideNoNan(sum, Ops.Cast(Ops.Size(values), values.DType)),
        };
    }
}
