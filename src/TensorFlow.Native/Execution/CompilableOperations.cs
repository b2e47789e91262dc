namespace TensorFlow;

/// <summary>
/// Operations of which XLA has a kernel for every type that models compute in, so that most functions need not be looked through.
/// </summary>
internal static class CompilableOperations
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "Abs", "AddN", "AddV2", "All", "Any", "ArgMax", "AssignVariableOp", "AvgPool", "AvgPoolGrad", "BatchMatMulV2", "BatchToSpaceND",
        "BiasAdd", "BiasAddGrad", "Bitcast", "BroadcastTo", "Cast", "ClipByValue", "ConcatV2", "Const", "Conv2D", "Conv2DBackpropFilter",
        "Conv2DBackpropInput", "DepthwiseConv2dNative", "DepthwiseConv2dNativeBackpropFilter",
        "DepthwiseConv2dNativeBackpropInput", "Div", "DivNoNan", "Einsum", "Equal", "Erf", "Erfc", "Exp", "ExpandDims", "Fill",
        "FloorDiv", "FloorMod", "FusedBatchNormGradV3", "FusedBatchNormV3", "GatherNd", "GatherV2", "Greater", "GreaterEqual",
        "Identity", "IdentityN", "IsFinite", "IsNan", "Less", "LessEqual", "Log", "Log1p", "LogicalAnd", "LogicalOr", "MatMul",
        "Max", "MaxPoolGrad", "Maximum", "Mean", "Minimum", "Mul", "Neg", "NotEqual", "OneHot", "OnesLike", "Pack", "Pad", "Pow",
        "Range", "ReadVariableOp", "RealDiv", "Reciprocal", "Relu", "ReluGrad", "Reshape", "Rsqrt", "RsqrtGrad", "SelectV2", "Sigmoid",
        "SigmoidGrad", "Sign", "Size", "Slice", "Softmax", "SoftmaxCrossEntropyWithLogits", "SpaceToBatchND", "Split", "SplitV",
        "Sqrt", "SqrtGrad", "Square", "SquaredDifference", "Squeeze", "StatefulPartitionedCall", "StatelessRandomNormalV2",
        "StatelessRandomUniformV2", "StopGradient", "StridedSlice", "StridedSliceGrad", "Sub", "Sum", "Tanh", "TanhGrad",
        "TensorListReserve", "TensorListSetItem", "TensorListStack", "TensorScatterAdd", "TensorScatterSub", "Tile", "Transpose",
        "Unpack", "UnsortedSegmentSum", "While", "XlaOptimizationBarrier", "ZerosLike",
    };

    /// <summary>The operations.</summary>
    public static IReadOnlyCollection<string> All => Types;

    /// <summary>Whether an operation is one of them.</summary>
    public static bool Contains(string type) => Types.Contains(type);
}
