namespace TensorFlow;

/// <summary>Gradients of the Array group: shapes, parts, arrangement.</summary>
internal static partial class ArrayGradients
{
    public static void Register(GradientTable table)
    {
        table.AddConstant(
            "BroadcastArgs", "BroadcastGradientArgs", "ConcatOffset", "Const", "EditDistance", "Empty", "Fingerprint", "ImmutableConst",
            "InvertPermutation", "OnesLike", "Rank",
            "Shape", "ShapeN", "Size", "StopGradient", "UnravelIndex", "VariableShape", "Where", "ZerosLike");
        foreach (string identity in (string[])
            ["CheckNumerics", "CheckNumericsV2", "DebugGradientIdentity", "DeepCopy", "EnsureShape",
                "GuaranteeConst", "Identity", "PlaceholderWithDefault", "ReadVariableOp", "Snapshot"])
            table.Add(identity, op => [op.Sparse]);
        table
            .Add("IdentityN", Outputs)
            .Add("XlaOptimizationBarrier", Outputs)
            .Add("PreventGradient", op => throw new UnimplementedException(
                $"{op.Operation} is not to be differentiated: {op.Text("message")}"))
            .Add("Fill", op => [null, RawOps.Sum(RawOps.Reshape(op.Dy, op.Constant([-1])), op.Constant([0]))])
            .Add("OneHot", OneHot);
        RegisterShapes(table);
        RegisterParts(table);
        RegisterPadding(table);
        RegisterIndexing(table);
        RegisterScattering(table);
        RegisterDiagonals(table);
        RegisterQuantization(table);
    }

    private static Gradient?[] Outputs(BackwardOperation op) =>
        [.. Enumerable.Range(0, op.OutputCount).Select(i => op.GradientOf(i) is { } dy ? (Gradient?)dy : null)];

    private static Gradient?[] OneHot(BackwardOperation op)
    {
        Symbol mask = RawOps.OneHot(op[0], op[1], op.Dy.Number(1), op.Dy.Number(0), op.Long("axis"));
        return [null, null, All(op.Dy * mask), All(op.Dy * (1 - mask))];
    }

    private static Symbol All(Symbol x) => RawOps.Sum(RawOps.Reshape(x, x.Graph.Constant([-1])), x.Graph.Constant([0]));

    private static Gradient?[] ToShapeOf(BackwardOperation op) => [RawOps.Reshape(op.Dy, Shapes.Of(op[0]))];
}
