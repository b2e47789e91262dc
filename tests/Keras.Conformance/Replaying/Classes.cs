using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Keras.Symbolic;

namespace Keras.Conformance;

/// <summary>Which classes exist.</summary>
internal static class Classes
{
    public static bool Knows<T>(Registry<T> registry, string name)
        where T : class => registry.KnownNames.Contains(name, StringComparer.Ordinal);

    /// <summary>The first layer, model, optimizer or schedule inside a config that does not exist; null where all do.</summary>
    public static string? MissingInside(JsonNode? node) => node switch
    {
        JsonArray list => list.Select(MissingInside).FirstOrDefault(m => m is not null),
        JsonObject o => MissingItself(o) ?? o.Select(p => MissingInside(p.Value)).FirstOrDefault(m => m is not null),
        _ => null,
    };

    private static string? MissingItself(JsonObject o)
    {
        if (o["module"] is not JsonValue module || o["class_name"] is not JsonValue className)
            return null;
        string name = (string)className!;
        bool known = (string)module! switch
        {
            "keras.layers" => Knows(LayerRegistry.Instance, name),
            "keras" => name is "Sequential" or "DTypePolicy" || Knows(LayerRegistry.Instance, name),
            "keras.optimizers" => name == nameof(OptimizerMap) || Knows(OptimizerRegistry.Instance, name),
            "keras.optimizers.schedules" => Knows(ScheduleRegistry.Instance, name),
            "keras.src.models.functional" => true,
            "keras.src.layers.preprocessing.feature_space" => Knows(LayerRegistry.Instance, name),
            string other when other.StartsWith("keras.src.ops.", StringComparison.Ordinal) => OperationDefinition.Exists(name),
            string other => !other.StartsWith("keras.src.", StringComparison.Ordinal),
        };
        return known ? null : name;
    }
}
