using System.Globalization;
using System.Text.Json.Nodes;
using Keras.Losses;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>A function of <c>keras.losses</c>: the loss class of that name, not reduced, in the type of the predictions.</summary>
internal sealed class LossFunctionReplay : Replay
{
    private static readonly string[] Tensors = ["y_true", "y_pred", "ref_labels", "ref_embeddings"];

    protected override string? MissingClass(ConformanceCase item) => Classes.Knows(LossRegistry.Instance, Name(item)) ? null : Name(item);

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        JsonObject config = (JsonObject)item.Json["args"]!.DeepClone();
        Tensor?[] inputs = [.. Tensors.Select(name => config[name] is { } node ? item.Read(node).TensorOrNull : null)];
        foreach (string name in Tensors)
            config.Remove(name);
        foreach (string name in config.Select(p => p.Key).ToArray())
            config[name] = Plain(item, config[name]);
        Tensor prediction = inputs[1]!;
        config["dtype"] = (prediction.DType.IsFloatingPoint ? prediction.DType : DType.Float32).StandardName;
        Loss loss = LossRegistry.Instance.FromConfig(LossRegistry.Instance.FromName(Name(item)).ClassName, new(config));
        Tensor result = Symbols.RunOptional(inputs, s => [loss is Circle circle && (s[2] ?? s[3]) is not null
            ? circle.ApplyToReferences(s[0]!.Value, s[1]!.Value.Cast(loss.DType), s[2], s[3])
            : loss.Values(s[0]!.Value, s[1]!.Value)])[0];
        comparison.Tensor("result", item.Value("result"), result);
    }

    // Numbers may come as tensors: one weight for each class.
    private static JsonNode? Plain(ConformanceCase item, JsonNode? node)
    {
        if (node is not JsonObject array || !array.ContainsKey("array"))
            return node?.DeepClone();
        using Tensor numbers = item.Read(node).Tensor.Cast(DType.Float64);
        JsonNode[] values = [.. numbers.ToArray<double>().Select(n => JsonNode.Parse(n.ToString("R", CultureInfo.InvariantCulture))!)];
        return numbers.Rank == 0 ? values[0] : new JsonArray(values);
    }

    private static string Name(ConformanceCase item) => (string?)item.Json["function"] ?? item.ClassName;
}
