using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Constraints;
using Keras.Core;
using Keras.Initializers;
using Keras.Layers;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Keras.Regularizers;
using Keras.Tests.Saving;
using Xunit;

namespace Keras.Conformance.Tests;

/// <summary>The configs that Keras gave while its own test suite ran come back from the objects made of them, in the same order.</summary>
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
    [InlineData("layer")]
    [InlineData("model")]
    public void A_config_comes_back(string kind)
    {
        ConformanceCase[] cases =
            [.. CaseDirectory.Files(Path.Combine(AppContext.BaseDirectory, "Cases", kind)).SelectMany(path => new CaseArchive(path).Cases)
            .Where(c => c.Json["config"] is not null)];
        Assert.NotEmpty(cases);
        Assert.All(cases, item => Assert.Equal(Expected(item), Actual(item)));
    }

    private static string Expected(ConformanceCase item) =>
        Text(IsEnvelope(item) ? KeysLeftOut.Without(item.Config) : KeysLeftOut.WithoutIn(item.ClassName, item.Config));

    private static string Actual(ConformanceCase item)
    {
        if (IsEnvelope(item))
        {
            using Layer layer = LayerRegistry.Instance.FromJson(item.Config);
            if (!layer.IsBuilt && item.Config["build_config"] is JsonObject built)
                layer.BuildFor(new Config(built).GetShape("input_shape")!);
            JsonObject json = new(SerializedObject.Wrap(layer).Where(p => item.Config.ContainsKey(p.Key))
                .Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
            return Text(json);
        }

        Config config = new(item.Config);
        KerasObject made = item.Kind switch
        {
            "loss" => LossRegistry.Instance.FromConfig(item.ClassName, config),
            "metric" => MetricRegistry.Instance.FromConfig(item.ClassName, config),
            "optimizer" => OptimizerRegistry.Instance.FromConfig(item.ClassName, config),
            "schedule" => ScheduleRegistry.Instance.FromConfig(item.ClassName, config),
            "regularizer" => RegularizerRegistry.Instance.FromConfig(item.ClassName, config),
            "constraint" => ConstraintRegistry.Instance.FromConfig(item.ClassName, config),
            _ => InitializerRegistry.Instance.FromConfig(item.ClassName, config),
        };
        using (made as IDisposable)
            return Text(made.GetConfig().ToJson());
    }

    private static bool IsEnvelope(ConformanceCase item) => item.Kind is "layer" or "model";

    // Keras keeps the form in which its user said something, objects here hold what was said: 1 for 1.0, a list of one threshold, a tensor
    // or a list, a generator of seeds or the seed it began with. A layer's class without arguments of its own has those of all layers in
    // the order in which they were given.
    private static string Text(JsonNode? node) => node switch
    {
        JsonObject o when (string?)o["class_name"] == "__tensor__" => Text(o["config"]!["value"]),
        JsonObject o when (string?)o["class_name"] == "SeedGenerator" => Text(o["config"]!["seed"]),
        JsonObject o => "{" + string.Join(",", o.OrderBy(p => Rank(p.Key)).Select(p => p.Key + ":" + Text(p.Value))) + "}",
        JsonArray { Count: 1, Parent: JsonObject } list when list.GetPropertyName() == "thresholds" => Text(list[0]),
        JsonArray list => "[" + string.Join(",", list.Select(Text)) + "]",
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        _ => PythonJson.Write(node),
    };

    private static int Rank(string key) => key switch
    {
        "name" => 0,
        "trainable" => 1,
        "dtype" => 2,
        _ => 3,
    };
}
