using System.Diagnostics.CodeAnalysis;
using TensorFlow;

namespace Keras;

/// <content>Arithmetic with the weight's value in the function being written on this thread, as that of a <see cref="Symbol"/>.</content>
[SuppressMessage("Usage", "CA2225", Justification = "Ops has the named forms.")]
public sealed partial class Weight
{
    /// <summary>The elementwise sum.</summary>
    public static Symbol operator +(Weight left, Weight right) => left.ToSymbol() + right.ToSymbol();

    /// <inheritdoc cref="op_Addition(Weight, Weight)"/>
    public static Symbol operator +(Weight left, double right) => left.ToSymbol() + right;

    /// <inheritdoc cref="op_Addition(Weight, Weight)"/>
    public static Symbol operator +(double left, Weight right) => left + right.ToSymbol();

    /// <summary>The elementwise difference.</summary>
    public static Symbol operator -(Weight left, Weight right) => left.ToSymbol() - right.ToSymbol();

    /// <inheritdoc cref="op_Subtraction(Weight, Weight)"/>
    public static Symbol operator -(Weight left, double right) => left.ToSymbol() - right;

    /// <inheritdoc cref="op_Subtraction(Weight, Weight)"/>
    public static Symbol operator -(double left, Weight right) => left - right.ToSymbol();

    /// <summary>The elementwise product.</summary>
    public static Symbol operator *(Weight left, Weight right) => left.ToSymbol() * right.ToSymbol();

    /// <inheritdoc cref="op_Multiply(Weight, Weight)"/>
    public static Symbol operator *(Weight left, double right) => left.ToSymbol() * right;

    /// <inheritdoc cref="op_Multiply(Weight, Weight)"/>
    public static Symbol operator *(double left, Weight right) => left * right.ToSymbol();

    /// <summary>The elementwise quotient.</summary>
    public static Symbol operator /(Weight left, Weight right) => left.ToSymbol() / right.ToSymbol();

    /// <inheritdoc cref="op_Division(Weight, Weight)"/>
    public static Symbol operator /(Weight left, double right) => left.ToSymbol() / right;

    /// <inheritdoc cref="op_Division(Weight, Weight)"/>
    public static Symbol operator /(double left, Weight right) => left / right.ToSymbol();

    /// <summary>The elementwise negative.</summary>
    public static Symbol operator -(Weight value) => -value.ToSymbol();

    /// <summary>The elementwise comparison "less than".</summary>
    public static Symbol operator <(Weight left, Symbol right) => left.ToSymbol() < right;

    /// <inheritdoc cref="op_LessThan(Weight, Symbol)"/>
    public static Symbol operator <(Weight left, double right) => left.ToSymbol() < right;

    /// <summary>The elementwise comparison "greater than".</summary>
    public static Symbol operator >(Weight left, Symbol right) => left.ToSymbol() > right;

    /// <inheritdoc cref="op_GreaterThan(Weight, Symbol)"/>
    public static Symbol operator >(Weight left, double right) => left.ToSymbol() > right;

    /// <summary>The elementwise comparison "less than or equal".</summary>
    public static Symbol operator <=(Weight left, Symbol right) => left.ToSymbol() <= right;

    /// <inheritdoc cref="op_LessThanOrEqual(Weight, Symbol)"/>
    public static Symbol operator <=(Weight left, double right) => left.ToSymbol() <= right;

    /// <summary>The elementwise comparison "greater than or equal".</summary>
    public static Symbol operator >=(Weight left, Symbol right) => left.ToSymbol() >= right;

    /// <inheritdoc cref="op_GreaterThanOrEqual(Weight, Symbol)"/>
    public static Symbol operator >=(Weight left, double right) => left.ToSymbol() >= right;
}
