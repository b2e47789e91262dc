namespace TensorFlow;

/// <content>Arithmetic. Numbers take the symbol's type; shapes broadcast as in NumPy.</content>
public readonly partial struct Symbol
{
    /// <summary>The sum.</summary>
    public static Symbol operator +(Symbol left, Symbol right) => Binary("AddV2", left, right);

    /// <inheritdoc cref="op_Addition(Symbol, Symbol)"/>
    public static Symbol operator +(Symbol left, double right) => left + left.Number(right);

    /// <inheritdoc cref="op_Addition(Symbol, Symbol)"/>
    public static Symbol operator +(double left, Symbol right) => right.Number(left) + right;

    /// <summary>The difference.</summary>
    public static Symbol operator -(Symbol left, Symbol right) => Binary("Sub", left, right);

    /// <inheritdoc cref="op_Subtraction(Symbol, Symbol)"/>
    public static Symbol operator -(Symbol left, double right) => left - left.Number(right);

    /// <inheritdoc cref="op_Subtraction(Symbol, Symbol)"/>
    public static Symbol operator -(double left, Symbol right) => right.Number(left) - right;

    /// <summary>The elementwise product.</summary>
    public static Symbol operator *(Symbol left, Symbol right) => Binary("Mul", left, right);

    /// <inheritdoc cref="op_Multiply(Symbol, Symbol)"/>
    public static Symbol operator *(Symbol left, double right) => left * left.Number(right);

    /// <inheritdoc cref="op_Multiply(Symbol, Symbol)"/>
    public static Symbol operator *(double left, Symbol right) => right.Number(left) * right;

    /// <summary>The quotient; of integers it is rounded towards zero.</summary>
    public static Symbol operator /(Symbol left, Symbol right) => Binary(left.DType.IsInteger ? "Div" : "RealDiv", left, right);

    /// <inheritdoc cref="op_Division(Symbol, Symbol)"/>
    public static Symbol operator /(Symbol left, double right) => left / left.Number(right);

    /// <inheritdoc cref="op_Division(Symbol, Symbol)"/>
    public static Symbol operator /(double left, Symbol right) => right.Number(left) / right;

    /// <summary>The elements with their signs turned.</summary>
    public static Symbol operator -(Symbol value) => OperationBuilder.Create("Neg").Input(value).Build()[0];

    /// <summary>The matrix product; leading axes are batches and broadcast.</summary>
    /// <param name="right">The right matrix.</param>
    public Symbol MatMul(Symbol right) => Binary(Rank == 2 && right.Rank == 2 ? "MatMul" : "BatchMatMulV2", this, right);

    /// <summary>The elements converted to another type; the symbol itself if it has it already.</summary>
    /// <param name="dtype">The type wanted.</param>
    /// <exception cref="ArgumentException">One of the types is string, for which TensorFlow has no conversion of this kind.</exception>
    public Symbol Cast(DType dtype)
    {
        if (DType == dtype)
            return this;
        if (DType == DType.String || dtype == DType.String)
            throw new ArgumentException(
                $"Cast: expected numeric types, got {DType.StandardName} {Shape} to become {dtype.StandardName}; strings become numbers by "
                + "RawOps.StringToNumber or a look-up, numbers strings by RawOps.AsString.", nameof(dtype));
        return OperationBuilder.Create("Cast").Input(this).Attribute("DstT", dtype).Build()[0];
    }

    /// <summary>The same elements under another shape.</summary>
    /// <param name="shape">The new axes; at most one may be -1, which stands for what is left.</param>
    public Symbol Reshape(Shape shape)
    {
        Span<int> dimensions = stackalloc int[shape.Rank];
        for (int axis = 0; axis < shape.Rank; axis++)
            dimensions[axis] = checked((int)shape[axis]);
        return OperationBuilder.Create("Reshape").Input(this).Input(Graph.Constant(dimensions)).Build()[0];
    }

    /// <summary>A number as a constant of this symbol's graph and type.</summary>
    /// <param name="value">The number.</param>
    public Symbol Number(double value) => Graph.Constant(value, DType);

    private static Symbol Binary(string type, Symbol left, Symbol right) =>
        OperationBuilder.Create(type).Input(left).Input(right).Build()[0];
}
