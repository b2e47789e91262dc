using System.Text.Json.Nodes;
using Keras.Layers;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>One call of a layer or a model: its outputs, losses and weights afterwards, and the gradients.</summary>
internal sealed class LayerReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item)
    {
        bool known = Classes.Knows(LayerRegistry.Instance, item.ClassName);
        return known ? Classes.MissingInside(item.Json["config"]) : item.ClassName;
    }

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        using Layer layer = ModelBuilder.FromJson(item.Json["config"]!);
        LayerCall call = new(item, layer);
        call.Build(layer);
        Tensor[] initial = SetWeights(item, layer, comparison);
        RecurrentStates.Set(item, layer);
        Forward(item, layer, call, comparison);
        CompareWeights(item, layer, initial, comparison);
        RecurrentStates.Compare(item, layer, comparison);
        if (item.Json["gradients"] is not JsonObject gradients)
            return;
        comparison.Tolerance = gradients["tolerance"] is { } own ? Tolerance.FromJson(own) : comparison.Tolerance;
        layer.SetWeights(initial);
        RecurrentStates.Set(item, layer);
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
            comparison.Require(weights[i].DType == values[i].DType,
                $"weight {i}: expected {values[i].DType.StandardName}, got {weights[i].DType.StandardName}");
            comparison.Require(weights[i].Name == (string)recorded[i]!["name"]!,
                $"weight {i}: expected the name '{recorded[i]!["name"]}', got '{weights[i].Name}'");
        }

        int[] expected = [.. (item.Json["trainable_weight_indices"]?.AsArray() ?? []).Select(i => (int)i!)];
        int[] trainable = [.. layer.TrainableWeights.Select(w => weights.ToList().IndexOf(w))];
        comparison.Require(expected.SequenceEqual(trainable),
            $"expected the trainable weights {string.Join(",", expected)}, got {string.Join(",", trainable)}");
        return values;
    }

    private static void Forward(ConformanceCase item, Layer layer, LayerCall call, Comparison comparison)
    {
        int count = 0;
        bool[] masked = [];
        Tensor[] results = Symbols.Run(call.Tensors, symbols =>
        {
            (IReadOnlyList<Symbol> outputs, CallContext context) = call.Write(layer, symbols);
            count = outputs.Count;
            masked = [.. outputs.Select(o => context.MaskOf(o) is not null)];
            IEnumerable<Symbol> masks = outputs.Select(context.MaskOf).OfType<Symbol>();
            return [.. outputs, .. masks, .. layer.Losses];
        });
        Structure[] wanted = [.. item.Value("outputs").Leaves];
        comparison.Require(wanted.Length == count, $"expected {wanted.Length} outputs, got {count}");
        int next = count;
        for (int i = 0; i < Math.Min(wanted.Length, count); i++)
        {
            comparison.Tensor(count == 1 ? "output" : $"output {i}", wanted[i], results[i]);
            comparison.Require(masked[i] == wanted[i].Mask is not null,
                $"output {i}: expected {(masked[i] ? "no mask" : "a mask")}, got {(masked[i] ? "one" : "none")}");
            if (masked[i] && wanted[i].Mask is { } mask)
                comparison.Tensor("mask", new TensorValue(mask, null), results[next]);
            next += masked[i] ? 1 : 0;
        }

        Tensor[] losses = results[(count + masked.Count(m => m))..];
        JsonArray recorded = item.Json["losses"]?.AsArray() ?? [];
        comparison.Require(recorded.Count == losses.Length, $"expected {recorded.Count} losses, got {losses.Length}");
        for (int i = 0; i < Math.Min(recorded.Count, losses.Length); i++)
            comparison.Tensor($"loss {i}", item.Read(recorded[i]), losses[i]);
    }

    private static void CompareWeights(ConformanceCase item, Layer layer, Tensor[] initial, Comparison comparison)
    {
        Dictionary<int, Structure> changed =
            (item.Json["weights_after"]?.AsArray() ?? []).ToDictionary(w => (int)w!["index"]!, w => item.Read(w!["value"]));
        IReadOnlyList<Weight> weights = layer.Weights;
        for (int i = 0; i < weights.Count; i++)
            comparison.Tensor($"weight {i} afterwards",
                changed.GetValueOrDefault(i) ?? new TensorValue(initial[i], null), weights[i].Read());
    }
}
