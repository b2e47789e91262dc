namespace TensorFlow;

/// <summary>Adds gradients that meet: tensors by one AddN, rows by appending them; rows that meet a tensor become one.</summary>
internal static class GradientSum
{
    public static Gradient Of(IReadOnlyList<Gradient> gradients) => gradients.All(g => g.Rows is not null)
        ? new Gradient(Rows([.. gradients.Select(g => g.Rows!)]))
        : Sum([.. gradients.Select(g => g.ToDense())]);

    private static Symbol Sum(Symbol[] gradients) => FusedOps.Sum(gradients) ?? RawOps.AddN(gradients);

    private static IndexedSlices Rows(IndexedSlices[] all)
    {
        // As in TensorFlow: indices of different types meet in int64.
        DType type = all.All(r => r.Indices.DType == all[0].Indices.DType) ? all[0].Indices.DType : DType.Int64;
        Symbol axis = all[0].Values.Graph.Constant(0, DType.Int32);
        return new(
            RawOps.ConcatV2([.. all.Select(r => r.Values)], axis),
            RawOps.ConcatV2([.. all.Select(r => r.Indices.Cast(type))], axis),
            all[0].DenseShape);
    }
}
