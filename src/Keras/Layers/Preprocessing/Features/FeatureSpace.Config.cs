using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <content>Files, in the form of Keras's.</content>
public sealed partial class FeatureSpace
{
    private const int LargestConfig = 1 << 28;

    internal static FeatureSpace FromConfig(Config config)
    {
        if (config.GetRawNode("features") is not JsonObject described)
            throw new ConfigException(
                $"FeatureSpace: expected an object as argument 'features', got "
                + $"{SerializedObject.Abbreviate(config.GetRawNode("features"))}.");
        OrderedDictionary<string, Feature> features = [];
        foreach ((string name, JsonNode? feature) in described)
            features.Add(name, ReadFeature(name, feature));
        return new(features, config.GetString("output_mode", Concat)!, ReadCrosses(config.GetRawNode("crosses")),
            config.GetCount("crossing_dim", 32, LargestConfig), config.GetCount("hashing_dim", 32, LargestConfig),
            config.GetCount("num_discretization_bins", 32, LargestConfig));
    }

    /// <inheritdoc/>
    protected internal override JsonObject BuildConfig()
    {
        JsonObject build = [];
        foreach ((string name, Feature feature) in features)
            build[name] = feature.Preprocessor is { BuildInputs.Count: > 0, HasBuildConfig: true } built ? built.BuildConfig() : null;
        return build;
    }

    /// <summary>A feature space of a file has learned; its own layers are made when vocabularies are there.</summary>
    internal override void ReadEnvelope(JsonObject envelope) => isAdapted = envelope["build_config"] is JsonObject;

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        JsonObject described = [];
        foreach ((string name, Feature feature) in features)
            described[name] = Wrapped("Feature", new Config()
                .Set("dtype", feature.DType.StandardName).Set("preprocessor", feature.Preprocessor).Set("output_mode", feature.OutputMode));
        JsonNode[] crossed = [.. crosses.Select(c => Wrapped("Cross", new Config()
            .SetNode("feature_names", new JsonArray([.. c.FeatureNames.Select(n => JsonValue.Create(n))]))
            .Set("crossing_dim", crossers[c.Name].NumBins).Set("output_mode", c.OutputMode)))];
        config.SetNode("features", described).Set("output_mode", OutputMode).SetNode("crosses", new JsonArray(crossed))
            .Set("crossing_dim", CrossingDim).Set("hashing_dim", HashingDim).Set("num_discretization_bins", NumDiscretizationBins);
    }

    private static JsonObject Wrapped(string className, Config config) => new()
    {
        ["module"] = InnerModule,
        ["class_name"] = className,
        ["config"] = config.ToJson(),
        ["registered_name"] = className,
    };

    private static Feature ReadFeature(string name, JsonNode? node)
    {
        if (node is JsonValue value && value.TryGetValue(out string? kind))
            return kind;
        Config config = Unwrapped("Feature", $"the feature '{name}'", node);
        return new(DTypes.Parse(config.GetString("dtype") ?? ""), ReadLayer(config, "preprocessor"), config.GetString("output_mode") ?? "");
    }

    private static FeatureCross[] ReadCrosses(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => ReadCross(Unwrapped("Cross", "a cross", item)))],
        _ => throw new ConfigException(
            $"FeatureSpace: expected a list as argument 'crosses', got {SerializedObject.Abbreviate(node)}."),
    };

    private static FeatureCross ReadCross(Config config) => new(
        config.GetStrings("feature_names") ?? [], config.GetCount("crossing_dim", null, LargestConfig),
        config.GetString("output_mode", OutputModes.OneHot)!);

    private static Config Unwrapped(string className, string role, JsonNode? node) =>
        node is JsonObject envelope && SerializedObject.Unwrap(envelope) is ({ } name, { } config) && name == className
            ? config
            : throw new ConfigException(
                $"FeatureSpace: expected an object of the class {className} as {role}, got {SerializedObject.Abbreviate(node)}.");
}
