namespace Keras.Conformance;

/// <summary>Replays the cases of one kind.</summary>
internal abstract class Replay
{
    private static readonly Dictionary<string, Replay> Kinds = new(StringComparer.Ordinal)
    {
        ["loss"] = new LossReplay(),
        ["loss_fn"] = new LossFunctionReplay(),
        ["activation"] = new ActivationReplay(),
        ["metric"] = new MetricReplay(),
        ["optimizer"] = new OptimizerReplay(),
        ["schedule"] = new ScheduleReplay(),
        ["regularizer"] = new RegularizerReplay(),
        ["constraint"] = new ConstraintReplay(),
        ["initializer"] = new InitializerReplay(),
        ["layer"] = new LayerReplay(),
        ["model"] = new LayerReplay(),
        ["spec"] = new SpecReplay(),
    };

    /// <summary>Replays a case.</summary>
    public static Outcome Run(ConformanceCase item)
    {
        if (item.Damage is { } damage)
            return new(item.Id, item.Kind, item.ClassName, Verdict.Failed, damage.ReplaceLineEndings(" "));
        Comparison comparison = new(default);
        try
        {
            if (Missing(item) is { } missing)
                return new(item.Id, item.Kind, item.ClassName, Verdict.Missing, missing);
            comparison.Tolerance = item.Tolerance;
            Kinds[item.Kind].Run(item, comparison);
        }
#pragma warning disable CA1031 // Whatever a case throws is a failure of that case, and the others go on.
        catch (Exception e)
        {
            return Failed(item, comparison, $"{e.GetType().Name}: {e.Message.Split('\n')[0]}");
        }
#pragma warning restore CA1031

        return comparison.Differences.Count == 0
            ? new(item.Id, item.Kind, item.ClassName, Verdict.Passed)
            : Failed(item, comparison, string.Join("; ", comparison.Differences));
    }

    /// <summary>The class that a case needs and that does not exist yet; null where all do.</summary>
    public static string? Missing(ConformanceCase item) =>
        Kinds.TryGetValue(item.Kind, out Replay? replay) ? replay.MissingClass(item) : item.ClassName;

    protected abstract string? MissingClass(ConformanceCase item);

    protected abstract void Run(ConformanceCase item, Comparison comparison);

    private static Outcome Failed(ConformanceCase item, Comparison comparison, string reason) =>
        new(item.Id, item.Kind, item.ClassName, Verdict.Failed,
            FormattableString.Invariant($"largest error {comparison.LargestError:G3}; {reason}"));
}
