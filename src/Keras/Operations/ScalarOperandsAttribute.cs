namespace Keras.Operations;

/// <summary>Asks the generator for overloads in which one of the two operands is a <see cref="Scalar"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScalarOperandsAttribute : Attribute
{
    /// <summary>Whether a number as the second operand keeps its own type: an integer beside floats stays one.</summary>
    public bool IntegerSecond { get; set; }
}
