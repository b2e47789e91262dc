using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Keras.Pipelines;
using TensorFlow;
using NumericsTensors = System.Numerics.Tensors;

namespace Keras;

/// <content>Conversions to data. C# has none from interfaces, so that <see cref="FromRows"/> takes sequences.</content>
public sealed partial class Data
{
    /// <summary>Converts a tensor with the samples on the first axis.</summary>
    /// <param name="tensor">The tensor, which must not be disposed while the data are used.</param>
    /// <exception cref="ShapeException">The tensor is a scalar.</exception>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(Tensor? tensor) => tensor is null ? null : new(new DataSource(tensor), []);

    /// <summary>
    /// Converts an array with the samples on the first axis: <c>float[,]</c>, <c>int[]</c>, <c>byte[,,]</c>, <c>float[][]</c>; or
    /// <c>Data[]</c>, the columns by position.
    /// </summary>
    /// <param name="array">The array; its elements are copied.</param>
    /// <exception cref="ShapeException">Rows of an array of arrays differ in shape or type; the message names the row.</exception>
    /// <exception cref="NotSupportedException">No tensor has elements of that type.</exception>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Data?(Array? array) => array switch
    {
        null => null,
        _ when array.GetType().GetElementType()!.IsPrimitive => Copy(() => Tensor.FromArray(array)),
        _ => FromSequence(array),
    };

    /// <summary>Converts a .NET tensor with the samples on the first axis.</summary>
    /// <param name="tensor">The tensor; its elements are copied.</param>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<float>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<double>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<Half>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<int>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<long>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<byte>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<sbyte>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<short>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<ushort>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<uint>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<ulong>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Data?(NumericsTensors.Tensor<bool>? tensor) =>
        tensor is null ? null : Copy(() => Tensor.FromTensor(tensor));

    /// <summary>Converts a list of numbers, or of rows.</summary>
    /// <param name="rows">The list; its elements are copied.</param>
    /// <exception cref="ShapeException">Rows differ in length, or the list is empty; the message names the row.</exception>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<float>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<double>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<int>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<long>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<byte>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<bool>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<string>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<float[]>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<double[]>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<Half[]>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<int[]>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<long[]>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<byte[]>? rows) => rows is null ? null : FromSequence(rows);

    /// <inheritdoc cref="op_Implicit(List{float})"/>
    [return: NotNullIfNotNull(nameof(rows))]
    public static implicit operator Data?(List<bool[]>? rows) => rows is null ? null : FromSequence(rows);

    /// <summary>Creates data from samples of equal shape and type. The sequence is enumerated once.</summary>
    /// <typeparam name="T">The type of a row: <c>float[]</c>, <c>List&lt;float&gt;</c>, <c>float[,]</c>, <see cref="Tensor"/>, or a
    /// number.</typeparam>
    /// <param name="rows">The rows; their elements are copied.</param>
    /// <exception cref="ShapeException">A row is null or differs from row 0 in shape or type, or there are no rows; the message names the
    /// row.</exception>
    /// <exception cref="NotSupportedException">No tensor has elements of that type.</exception>
    public static Data FromRows<T>(IEnumerable<T> rows) => FromSequence(rows);

    /// <summary>Creates data from any object that is or converts to data, or is a sequence of samples.</summary>
    /// <param name="rows">Data, a <see cref="Tensor"/>, an array, a <c>System.Numerics.Tensors.Tensor&lt;T&gt;</c>, or a sequence of
    /// rows.</param>
    /// <exception cref="ArgumentException">The object is none of these.</exception>
    /// <exception cref="ShapeException">Rows differ in shape or type; the message names the row.</exception>
    /// <exception cref="NotSupportedException">No tensor has elements of that type.</exception>
    public static Data From(object rows) => rows switch
    {
        null => throw new ArgumentNullException(nameof(rows), "Expected an array, a tensor or a sequence of samples, got null."),
        Data data => data,
        Tensor tensor => tensor,
        Array array => array,
        IEnumerable sequence => FromSequence(sequence),
        _ => throw new ArgumentException($"Expected an array, a tensor or a sequence of samples, got {rows.GetType()}.", nameof(rows)),
    };

    private static Data FromSequence(IEnumerable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows is string)
            throw new ArgumentException("Expected an array, a tensor or a sequence of samples, got a string.", nameof(rows));
        if (rows is IEnumerable<Data?> columns)
            return new([.. columns]);
        try
        {
            // Only a collection can be enumerated again.
            return rows is ICollection ? Copy(() => Tensor.FromRows(rows)) : new(new DataSource(Tensor.FromRows(rows)), []);
        }
        catch (ArgumentException e) when (e is not ShapeException)
        {
            throw new ShapeException(e.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
