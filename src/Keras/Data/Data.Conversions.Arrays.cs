using System.Diagnostics.CodeAnalysis;

namespace Keras;

/// <content>
/// Arrays by their exact types: what <see cref="op_Implicit(Array)"/> does, for languages such as F# that look for a conversion
/// from the type itself.
/// </content>
public sealed partial class Data
{
    /// <summary>Converts an array whose first axis counts the samples.</summary>
    /// <param name="array">The array; its elements are copied.</param>
    /// <exception cref="ShapeException">Rows of an array of arrays differ in length; the message has the row's number.</exception>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(float[]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(double[]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(int[]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(long[]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(byte[]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(bool[]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(float[][]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(double[][]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(int[][]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(long[][]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(byte[][]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(bool[][]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(float[,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(double[,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(int[,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(long[,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(byte[,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(bool[,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(float[,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(double[,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(int[,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(long[,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(byte[,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(bool[,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(float[,,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(double[,,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(int[,,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(long[,,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(byte[,,,]? array) => (Array?)array;

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(bool[,,,]? array) => (Array?)array;
}
