namespace TensorFlow;

/// <summary>
/// Gradients of the Math group. The formulas, and the order of their products, are those of TensorFlow's <c>math_grad.py</c>, so that
/// rounding agrees.
/// </summary>
internal static partial class MathGradients
{
    public static void Register(GradientTable table)
    {
        table.AddConstant(
            "All", "Any", "ApproximateEqual", "ArgMax", "ArgMin", "Bincount", "Bucketize", "Ceil", "DenseBincount", "Equal", "Floor",
            "FloorDiv", "Greater", "GreaterEqual",
            "HistogramFixedWidth", "IsFinite", "IsInf", "IsNan", "Less", "LessEqual", "LinSpace", "LogicalAnd", "LogicalNot",
            "LogicalOr", "NotEqual", "Range", "Rint", "Round",
            "SobolSample", "TruncateDiv");
        RegisterElementwise(table);
        RegisterSpecial(table);
        RegisterBinary(table);
        RegisterReductions(table);
        RegisterProducts(table);
        RegisterSegments(table);
        RegisterComplex(table);
    }

    /// <summary>The complex conjugate; real numbers stay.</summary>
    internal static Symbol Conj(Symbol x) => x.DType is DType.Complex64 or DType.Complex128 ? RawOps.Conj(x) : x;

    // A function of one input whose gradient is that of the output times a derivative of the input.
    private static OperationGradient OfInput(Func<Symbol, Symbol, Symbol> gradient) => op => [gradient(op.Dy, Conj(op[0]))];

    // The same, with the derivative expressed by the output.
    private static OperationGradient OfOutput(Func<Symbol, Symbol, Symbol> gradient) => op => [gradient(op.Dy, Conj(op.Output()))];
}
