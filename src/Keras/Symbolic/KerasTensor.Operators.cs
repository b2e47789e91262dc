using System.Diagnostics.CodeAnalysis;

namespace Keras;

/// <content>Operators, recorded as Keras's operations.</content>
[SuppressMessage("Usage", "CA2225", Justification = "Ops has the named forms.")]
public partial class KerasTensor
{
    /// <summary>Records the elementwise sum.</summary>
    public static KerasTensor operator +(KerasTensor left, KerasTensor right) => Call("Add", left, right);

    /// <inheritdoc cref="op_Addition(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator +(KerasTensor left, Scalar right) => Call("Add", left, right);

    /// <inheritdoc cref="op_Addition(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator +(Scalar left, KerasTensor right) => Call("Add", left, right);

    /// <summary>Records the elementwise difference.</summary>
    public static KerasTensor operator -(KerasTensor left, KerasTensor right) => Call("Subtract", left, right);

    /// <inheritdoc cref="op_Subtraction(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator -(KerasTensor left, Scalar right) => Call("Subtract", left, right);

    /// <inheritdoc cref="op_Subtraction(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator -(Scalar left, KerasTensor right) => Call("Subtract", left, right);

    /// <summary>Records the elementwise product.</summary>
    public static KerasTensor operator *(KerasTensor left, KerasTensor right) => Call("Multiply", left, right);

    /// <inheritdoc cref="op_Multiply(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator *(KerasTensor left, Scalar right) => Call("Multiply", left, right);

    /// <inheritdoc cref="op_Multiply(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator *(Scalar left, KerasTensor right) => Call("Multiply", left, right);

    /// <summary>Records the elementwise quotient; of integers it is a float.</summary>
    public static KerasTensor operator /(KerasTensor left, KerasTensor right) => Call("TrueDivide", left, right);

    /// <inheritdoc cref="op_Division(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator /(KerasTensor left, Scalar right) => Call("TrueDivide", left, right);

    /// <inheritdoc cref="op_Division(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator /(Scalar left, KerasTensor right) => Call("TrueDivide", left, right);

    /// <summary>Records the elementwise remainder with the divisor's sign, as in Python.</summary>
    public static KerasTensor operator %(KerasTensor left, KerasTensor right) => Call("Mod", left, right);

    /// <inheritdoc cref="op_Modulus(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator %(KerasTensor left, Scalar right) => Call("Mod", left, right);

    /// <summary>Records the elementwise negation.</summary>
    public static KerasTensor operator -(KerasTensor value) => FunctionOperation.Call("Negative", Leaf(value));

    /// <summary>Records the elementwise comparison.</summary>
    public static KerasTensor operator <(KerasTensor left, KerasTensor right) => Call("Less", left, right);

    /// <inheritdoc cref="op_LessThan(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator <(KerasTensor left, Scalar right) => Call("Less", left, right);

    /// <inheritdoc cref="op_LessThan(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator <=(KerasTensor left, KerasTensor right) => Call("LessEqual", left, right);

    /// <inheritdoc cref="op_LessThan(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator <=(KerasTensor left, Scalar right) => Call("LessEqual", left, right);

    /// <inheritdoc cref="op_LessThan(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator >(KerasTensor left, KerasTensor right) => Call("Greater", left, right);

    /// <inheritdoc cref="op_LessThan(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator >(KerasTensor left, Scalar right) => Call("Greater", left, right);

    /// <inheritdoc cref="op_LessThan(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator >=(KerasTensor left, KerasTensor right) => Call("GreaterEqual", left, right);

    /// <inheritdoc cref="op_LessThan(KerasTensor, KerasTensor)"/>
    public static KerasTensor operator >=(KerasTensor left, Scalar right) => Call("GreaterEqual", left, right);

    /// <summary>Records the elementwise logical conjunction.</summary>
    public static KerasTensor operator &(KerasTensor left, KerasTensor right) => Call("LogicalAnd", left, right);

    /// <summary>Records the elementwise logical disjunction.</summary>
    public static KerasTensor operator |(KerasTensor left, KerasTensor right) => Call("LogicalOr", left, right);

    /// <summary>Records the elementwise exclusive disjunction.</summary>
    public static KerasTensor operator ^(KerasTensor left, KerasTensor right) => Call("LogicalXor", left, right);

    /// <summary>Records the elementwise logical negation.</summary>
    public static KerasTensor operator !(KerasTensor value) => FunctionOperation.Call("LogicalNot", Leaf(value));

    internal static CallArgument<KerasTensor> Leaf(KerasTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new CallArgument<KerasTensor>.Leaf(tensor);
    }

    private static KerasTensor Call(string operation, KerasTensor left, KerasTensor right) =>
        FunctionOperation.Call(operation, Leaf(left), Leaf(right));

    private static KerasTensor Call(string operation, KerasTensor left, Scalar right) =>
        FunctionOperation.Call(operation, Leaf(left), Number(right));

    private static KerasTensor Call(string operation, Scalar left, KerasTensor right) =>
        FunctionOperation.Call(operation, Number(left), Leaf(right));

    private static CallArgument<KerasTensor> Number(Scalar value) => new CallArgument<KerasTensor>.Constant(OperationJson.Of(value));
}
