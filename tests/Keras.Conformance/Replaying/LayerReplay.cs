using System.Text.Json.Nodes;
using Keras.Layers;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>One call of a layer or a model: its outputs, losses and weights afterwards, and the gradients.</summary>
internal sealed class LayerReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item)
    {
        bool known = Classes.Knows(LayerRegistry.Instance, item.ClassName) || (item.Kind == "model" && item.ClassName == "Sequential");
        return known ? Classes.MissingInside(item.Json["config"]) : item.ClassName;
    }

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        using Layer layer = ModelBuilder.FromJson(item.Json["config"]!);
        LayerCall call = new(item);
        call.Build(layer);
        Tensor[] initial = SetWeights(item, layer, comparison);
        Forward(item, layer, call, comparison);
        CompareWeights(item, layer, initial, comparison);
        if (item.Json["states"] is JsonArray { Count: > 0 } || item.Json["states_after"] is JsonArray { Count: > 0 })
            throw new NotSupportedException("Layers have no states yet.");
        if (item.Json["gradients"] is not JsonObject gradients)
            return;
        comparison.Tolerance = gradients["tolerance"] is { } own ? Tolerance.FromJson(own) : comparison.Tolerance;
        layer.SetWeights(initial);
        LayerGradients.Compare(item, gradients, layer, call, comparison);
    }

    private static Tensor[] SetWeights(ConformanceCase item, Layer layer, Comparison comparison)
    {
        JsonArray recorded = item.Json["weights"]!.AsArray();
        Tensor[] values = [.. recorded.Select(w => item.Read(w!["value"]).Tensor)];
        layer.SetWeights(values);
        IReadOnlyList<Weight> weights = layer.Weights;
        for (int i = 0; i < values.Length; i++)
        {
            comparison.Require(weights[i].DType == values[i].DType, $"weight {i}: expected {values[i].DType.StandardName}, got {weights[i].DType.StandardName}");
            comparison.Require(weights[i].Name == (string)recorded[i]!["name"]!, $"weight {i}: expected the name '{recorded[i]!["name"]}', got '{weights[i].Name}'");
        }

        int[] expected = [.. (item.Json["trainable_weight_indices"]?.AsArray() ?? []).Select(i => (int)i!)];
        int[] trainable = [.. layer.TrainableWeights.Select(w => weights.ToList().IndexOf(w))];
        comparison.Require(expected.SequenceEqual(trainable), $"expected the trainable weights {string.Join(",", expected)}, got {string.Join(",", trainable)}");
        return values;
    }

    private static void Forward(ConformanceCase item, Layer layer, LayerCall call, Comparison comparison)
    {
        bool masked = false;
        Tensor[] results = Symbols.RunOptional(call.Tensors, symbols =>
        {
            CallContext context = call.Context(symbols);
            Symbol output = layer.Apply(symbols[0]!.Value, context);
            Symbol? mask = context.MaskOf(output);
            masked = mask is not null;
            IEnumerable<Symbol> penalties = layer.TrainableWeights.Where(w => w.Regularizer is not null).Select(w => w.Regularizer!.Apply(w));
            return [output, .. mask is { } m ? [m] : Array.Empty<Symbol>(), .. context.Losses, .. penalties];
        });
        Structure[] outputs = [.. item.Value("outputs").Leaves];
        comparison.Require(outputs.Length == 1, $"expected {outputs.Length} outputs, got 1");
        comparison.Tensor("output", outputs[0], results[0]);
        comparison.Require(outputs[0].Mask is null || masked, $"expected a mask on the output, got none");
        comparison.Require(outputs[0].Mask is not null || !masked, $"expected no mask on the output, got one");
        if (masked && outputs[0].Mask is { } wantedMask)
            comparison.Tensor("mask", new TensorValue(wantedMask, null), results[1]);
        Tensor[] losses = results[(masked ? 2 : 1)..];
        JsonArray wanted = item.Json["losses"]?.AsArray() ?? [];
        comparison.Require(wanted.Count == losses.Length, $"expected {wanted.Count} losses, got {losses.Length}");
        for (int i = 0; i < Math.Min(wanted.Count, losses.Length); i++)
            comparison.Tensor($"loss {i}", item.Read(wanted[i]), losses[i]);
    }

    private static void CompareWeights(ConformanceCase item, Layer layer, Tensor[] initial, Comparison comparison)
    {
        Dictionary<int, Structure> changed = (item.Json["weights_after"]?.AsArray() ?? []).ToDictionary(w => (int)w!["index"]!, w => item.Read(w!["value"]));
        IReadOnlyList<Weight> weights = layer.Weights;
        for (int i = 0; i < weights.Count; i++)
            comparison.Tensor($"weight {i} afterwards", changed.GetValueOrDefault(i) ?? new TensorValue(initial[i], null), weights[i].Read());
    }
}
