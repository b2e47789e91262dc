namespace Keras.Operations;

/// <summary>Asks the generator for overloads in which one of the two operands is a <see cref="Scalar"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScalarOperandsAttribute : Attribute;
