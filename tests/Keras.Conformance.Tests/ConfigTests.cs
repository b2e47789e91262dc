using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Constraints;
using Keras.Initializers;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Keras.Regularizers;
using Xunit;

namespace Keras.Conformance.Tests;

/// <summary>The configs that Keras gave come back from the objects made of them.</summary>
public sealed class ConfigTests
{
    [Theory]
    [InlineData("loss")]
    [InlineData("metric")]
    [InlineData("optimizer")]
    [InlineData("schedule")]
    [InlineData("regularizer")]
    [InlineData("constraint")]
    [InlineData("initializer")]
    public void A_config_comes_back(string kind)
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "Cases", kind);
        ConformanceCase[] cases = [.. CaseDirectory.Files(directory).SelectMany(path => new CaseArchive(path).Cases)];
        Assert.NotEmpty(cases);
        Assert.All(cases, item => Assert.Equal(Text(item.Json["config"]), Text(Rebuild(item).GetConfig().ToJson())));
    }

    private static KerasObject Rebuild(ConformanceCase item)
    {
        Config config = new(item.Config);
        return item.Kind switch
        {
            "loss" => LossRegistry.Instance.FromConfig(item.ClassName, config),
            "metric" => MetricRegistry.Instance.FromConfig(item.ClassName, config),
            "optimizer" => OptimizerRegistry.Instance.FromConfig(item.ClassName, config),
            "schedule" => ScheduleRegistry.Instance.FromConfig(item.ClassName, config),
            "regularizer" => RegularizerRegistry.Instance.FromConfig(item.ClassName, config),
            "constraint" => ConstraintRegistry.Instance.FromConfig(item.ClassName, config),
            _ => InitializerRegistry.Instance.FromConfig(item.ClassName, config),
        };
    }

    // Keys in one order, numbers as numbers: 1 and 1.0 mean the same.
    private static string Text(JsonNode? node) => node switch
    {
        JsonObject o => "{" + string.Join(",", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + ":" + Text(p.Value))) + "}",
        JsonArray list => "[" + string.Join(",", list.Select(Text)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => FormattableString.Invariant($"{JsonNode.Parse(value.ToJsonString())!.GetValue<double>():R}"),
        _ => node?.ToJsonString() ?? "null",
    };
}
