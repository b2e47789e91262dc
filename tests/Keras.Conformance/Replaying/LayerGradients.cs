using System.Text.Json.Nodes;
using Keras.Weights;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>The derivatives of the weighted sum of a call's float32 outputs by its arguments and its trainable weights.</summary>
internal static class LayerGradients
{
    public static void Compare(ConformanceCase item, JsonObject gradients, Layer layer, LayerCall call, Comparison comparison)
    {
        Tensor[] outputWeights = [.. gradients["output_weights"]!.AsArray().Select(w => item.Read(w).Tensor)];
        IReadOnlyList<Weight> trainable = layer.TrainableWeights;
        int[] differentiable = [.. Enumerable.Range(0, call.Tensors.Count)
            .Where(i => call.Tensors[i].DType is DType.Float32 or DType.Float64)];
        bool[] isNull = [];
        Tensor[] results = Symbols.Run([.. call.Tensors, .. outputWeights], symbols =>
        {
            Symbol[] outputs = [.. call.Write(layer, symbols).Outputs.Where(o => o.DType == DType.Float32)];
            if (outputs.Length != outputWeights.Length)
                throw new InvalidOperationException($"expected {outputWeights.Length} outputs of float32, got {outputs.Length}.");
            Symbol total = outputs.Zip(symbols[call.Tensors.Count..], (o, w) => Ops.Sum(o * w)).Aggregate((a, b) => a + b);
            Symbol?[] derivatives =
                [.. Gradients.Of(total, [.. differentiable.Select(i => symbols[i])]),
                    .. WeightGradients.Of(total, trainable).Select(g => g?.ToDense())];
            isNull = [.. derivatives.Select(d => d is null)];
            return [.. derivatives.OfType<Symbol>()];
        });
        Queue<Tensor> present = new(results);
        Tensor?[] all = [.. isNull.Select(absent => absent ? null : present.Dequeue())];
        Dictionary<int, Tensor?> byTensor = differentiable.Select((tensor, i) => (tensor, all[i])).ToDictionary();
        CompareLeaves("gradient by the input", item.Read(gradients["inputs"]), call.Inputs);
        foreach ((string name, JsonNode? value) in gradients["call_kwargs"]?.AsObject() ?? [])
            CompareLeaves($"gradient by {name}", item.Read(value), call.Named(name));
        JsonArray wanted = gradients["weights"]!.AsArray();
        comparison.Require(wanted.Count == trainable.Count, $"expected {wanted.Count} gradients by weights, got {trainable.Count}");
        for (int i = 0; i < Math.Min(wanted.Count, trainable.Count); i++)
            comparison.Tensor($"gradient by {trainable[i].Name}", item.Read(wanted[i]), all[differentiable.Length + i]);

        void CompareLeaves(string what, Structure recorded, IEnumerable<int> tensors)
        {
            // Numbers and the like have a null in their place, which is no tensor.
            int[] indices = [.. tensors];
            Structure[] leaves = [.. recorded.Leaves];
            if (indices.Length == 0)
                return;
            comparison.Require(leaves.Length >= indices.Length, $"{what}: expected {leaves.Length} tensors, got {indices.Length}");
            if (leaves.Length != indices.Length)
                leaves = [.. leaves.Where(l => !l.IsNull)];
            for (int i = 0; i < Math.Min(leaves.Length, indices.Length); i++)
                comparison.Tensor(indices.Length == 1 ? what : $"{what} {i}", leaves[i], byTensor.GetValueOrDefault(indices[i]));
        }
    }
}
