using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>The derivatives of the weighted sum of a call's float32 outputs by its input and its trainable weights.</summary>
internal static class LayerGradients
{
    public static void Compare(ConformanceCase item, JsonObject gradients, Layer layer, LayerCall call, Comparison comparison)
    {
        Tensor[] outputWeights = [.. gradients["output_weights"]!.AsArray().Select(w => item.Read(w).Tensor)];
        if (outputWeights.Length != 1)
            throw new NotSupportedException($"Layers have one output, got weights of {outputWeights.Length}.");
        IReadOnlyList<Weight> trainable = layer.TrainableWeights;
        bool[] isNull = [];
        Tensor[] results = Symbols.RunOptional([.. call.Tensors, outputWeights[0]], symbols =>
        {
            Symbol x = symbols[0]!.Value;
            Symbol output = layer.Apply(x, call.Context(symbols));
            bool isDifferentiable = x.DType is DType.Float32 or DType.Float64;
            Symbol?[] derivatives = Gradients.Of(
                Ops.Sum(output * symbols[^1]!.Value), [.. isDifferentiable ? [x] : Array.Empty<Symbol>(), .. trainable.Select(Trace.Current.Initial)]);
            if (!isDifferentiable)
                derivatives = [null, .. derivatives];
            isNull = [.. derivatives.Select(d => d is null)];
            return [.. derivatives.OfType<Symbol>()];
        });
        Queue<Tensor> present = new(results);
        Tensor?[] all = [.. isNull.Select(absent => absent ? null : present.Dequeue())];
        comparison.Tensor("gradient by the input", item.Read(gradients["inputs"]), all[0]);
        JsonArray wanted = gradients["weights"]!.AsArray();
        comparison.Require(wanted.Count == trainable.Count, $"expected {wanted.Count} gradients by weights, got {trainable.Count}");
        for (int i = 0; i < Math.Min(wanted.Count, trainable.Count); i++)
            comparison.Tensor($"gradient by {trainable[i].Name}", item.Read(wanted[i]), all[i + 1]);
        bool others = gradients["call_kwargs"]?.AsObject().Any(p => item.Read(p.Value).Leaves.Any(leaf => !leaf.IsNull)) ?? false;
        comparison.Require(!others, $"gradients by further arguments are not compared yet");
    }
}
