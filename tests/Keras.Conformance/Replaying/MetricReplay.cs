using System.Text.Json.Nodes;
using Keras.Metrics;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>Updates, resets and results of a metric.</summary>
internal sealed class MetricReplay : Replay
{
    private static readonly string[] Arguments = ["y_true", "y_pred", "values", "sample_weight"];

    protected override string? MissingClass(ConformanceCase item) =>
        Classes.Knows(MetricRegistry.Instance, item.ClassName) ? null : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        using Metric metric = MetricRegistry.Instance.FromConfig(item.ClassName, new(item.Config));
        int number = 0;
        foreach (JsonNode? step in item.Json["steps"]!.AsArray())
        {
            number++;
            switch ((string)step!["op"]!)
            {
                case "update_state":
                    Update(metric, item, step["args"]!.AsObject());
                    break;
                case "reset_state":
                    metric.Reset();
                    break;
                case "result":
                    using (Tensor result = metric.Compute())
                        comparison.Tensor($"result of step {number}", item.Read(step["value"]), result);
                    break;
                case string other:
                    throw new NotSupportedException($"There is no step '{other}' of a metric.");
            }
        }
    }

    private static void Update(Metric metric, ConformanceCase item, JsonObject arguments)
    {
        if (arguments.Select(a => a.Key).FirstOrDefault(k => !Arguments.Contains(k)) is { } unknown)
            throw new NotSupportedException($"Metrics have no argument '{unknown}'.");
        Structure prediction = item.Read(arguments["y_pred"] ?? arguments["values"]);
        Tensor? weight = item.Read(arguments["sample_weight"]).TensorOrNull;
        if (prediction.Mask is not null)
            weight = Masked(metric, weight, prediction.Mask);
        metric.Update(arguments["y_true"] is { } truth ? item.Read(truth).Tensor : prediction.Tensor, prediction.Tensor, weight);
    }

    // Tensors have no mask with them; a model's training has the metric see that of its predictions.
    private static Tensor? Masked(Metric metric, Tensor? weight, Tensor mask)
    {
        Tensor[] masked = Symbols.RunOptional([weight, mask], symbols => metric.Masked(symbols[0], symbols[1]) is { } one ? [one] : []);
        return masked.Length > 0 ? masked[0] : null;
    }
}
