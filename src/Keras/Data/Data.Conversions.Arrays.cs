using System.Diagnostics.CodeAnalysis;

namespace Keras;

/// <content>
/// Conversions of arrays by their exact types, as <see cref="op_Implicit(Array)"/>, for languages such as F# that need a conversion from
/// the type itself.
/// </content>
public sealed partial class Data
{
    /// <summary>Converts an array with the samples on the first axis.</summary>
    /// <param name="array">The array; its elements are copied.</param>
    /// <exception cref="ShapeException">Rows of an array of arrays differ in length; the message names the row.</exception>
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
