using TensorFlow;

namespace Keras;

/// <summary>Weights of classes as weights of rows (<c>keras.trainers.data_adapters.data_adapter_utils.class_weight_to_sample_weights</c>).</summary>
internal static class ClassWeights
{
    public static Symbol Of(Symbol yTrue, IReadOnlyDictionary<int, float> weights)
    {
        foreach (int label in weights.Keys)
            ArgumentOutOfRangeException.ThrowIfNegative(label, nameof(weights));
        Symbol labels = yTrue.Rank > 1
            ? yTrue.Shape[^1] == 1 ? Ops.Squeeze(yTrue, -1).Cast(DType.Int32) : Ops.ArgMax(yTrue).Cast(DType.Int32)
            : yTrue.Cast(DType.Int32);
        float[] table = new float[weights.Keys.Max() + 1];
        Array.Fill(table, 1f);
        foreach ((int label, float weight) in weights)
            table[label] = weight;
        using Tensor tensor = Tensor.Create<float>(table);
        Symbol known = Ops.Less(labels, table.Length);
        Symbol taken = Ops.Take(labels.Graph.Constant(tensor), Ops.Clip(labels, 0, table.Length - 1));
        return Ops.Where(known, taken, Ops.OnesLike(taken));
    }
}
