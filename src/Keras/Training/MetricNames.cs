namespace Keras.Training;

/// <summary>
/// The names of losses and metrics in the logs (<c>keras.trainers.compile_utils</c>): prefixed with the output's name if the model has
/// several outputs, and numbered if they are not unique.
/// </summary>
/// <param name="isSingle">Whether the model has one output, so that names have no prefix.</param>
internal sealed class MetricNames(bool isSingle)
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> lossCounts = new(StringComparer.Ordinal);

    /// <summary>The name of a metric.</summary>
    public string OfMetric(OutputSettings output, Metric metric, bool isWeighted)
    {
        string name = Prefixed(output, metric.Name);
        if (isWeighted && counts.ContainsKey(name))
            name = Prefixed(output, $"weighted_{metric.Name}");
        return Unique(name, counts);
    }

    /// <summary>The name of an output's loss, after the output, or after the loss if outputs have no names.</summary>
    public string OfLoss(OutputSettings output) => Unique($"{output.Name ?? output.Loss!.GivenName ?? output.Loss.Name}_loss", lossCounts);

    private string Prefixed(OutputSettings output, string name) => isSingle || output.Name is null ? name : $"{output.Name}_{name}";

    private static string Unique(string name, Dictionary<string, int> counts)
    {
        if (!counts.TryGetValue(name, out int count))
        {
            counts[name] = 1;
            return name;
        }

        counts[name] = count + 1;
        return $"{name}_{count}";
    }
}
