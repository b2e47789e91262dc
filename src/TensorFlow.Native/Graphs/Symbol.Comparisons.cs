using System.Diagnostics.CodeAnalysis;

namespace TensorFlow;

/// <content>Elementwise comparisons and logic. Numbers take the symbol's type; shapes broadcast as in NumPy.</content>
[SuppressMessage("Usage", "CA2225", Justification = "RawOps and Keras.Ops have the named forms.")]
public readonly partial struct Symbol
{
    /// <summary>The elementwise comparison, boolean.</summary>
    public static Symbol operator <(Symbol left, Symbol right) => Binary("Less", left, right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator <(Symbol left, double right) => left < left.Number(right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator <(double left, Symbol right) => right.Number(left) < right;

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator <=(Symbol left, Symbol right) => Binary("LessEqual", left, right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator <=(Symbol left, double right) => left <= left.Number(right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator <=(double left, Symbol right) => right.Number(left) <= right;

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator >(Symbol left, Symbol right) => Binary("Greater", left, right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator >(Symbol left, double right) => left > left.Number(right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator >(double left, Symbol right) => right.Number(left) > right;

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator >=(Symbol left, Symbol right) => Binary("GreaterEqual", left, right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator >=(Symbol left, double right) => left >= left.Number(right);

    /// <inheritdoc cref="op_LessThan(Symbol, Symbol)"/>
    public static Symbol operator >=(double left, Symbol right) => right.Number(left) >= right;

    /// <summary>The elementwise conjunction of booleans.</summary>
    public static Symbol operator &(Symbol left, Symbol right) => Binary("LogicalAnd", left, right);

    /// <summary>The elementwise disjunction of booleans.</summary>
    public static Symbol operator |(Symbol left, Symbol right) => Binary("LogicalOr", left, right);

    /// <summary>The elementwise exclusive disjunction of booleans.</summary>
    public static Symbol operator ^(Symbol left, Symbol right) => Binary("NotEqual", left, right);

    /// <summary>The elementwise negation of booleans.</summary>
    public static Symbol operator !(Symbol value) => OperationBuilder.Create("LogicalNot").Input(value).Build()[0];
}
