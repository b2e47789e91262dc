using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras.Core;

/// <summary>Refuses arguments that are not there, in one sentence.</summary>
internal static class Required
{
    /// <summary>Refuses null where samples are expected.</summary>
    /// <param name="operation">The called method: "Fit".</param>
    /// <param name="role">The role of the samples: "inputs".</param>
    /// <param name="rows">The samples.</param>
    /// <param name="name">The argument's name.</param>
    public static void Rows(string operation, string role, object? rows, [CallerArgumentExpression(nameof(rows))] string? name = null)
    {
        if (rows is null)
            throw new ArgumentNullException(
                name, $"{operation}: expected {role}, got null; pass an array, a tensor or a sequence of samples.");
    }

    /// <summary>Refuses null where targets are expected.</summary>
    /// <param name="operation">The called method: "Fit".</param>
    /// <param name="y">The targets.</param>
    public static void Targets(string operation, object? y)
    {
        if (y is null)
            throw new ArgumentNullException(
                nameof(y), $"{operation}: expected targets, got null; pass an array, a tensor or a sequence of samples, or leave y out "
                + "where layers or a custom step compute the loss.");
    }

    /// <summary>Refuses null where a setting is expected.</summary>
    /// <param name="operation">The called method: "Compile".</param>
    /// <param name="expected">The expected value: "an optimizer".</param>
    /// <param name="value">The setting.</param>
    /// <param name="name">The argument's name.</param>
    public static void Value(string operation, string expected, object? value,
        [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is null)
            throw new ArgumentNullException(name, $"{operation}: expected {expected}, got null.");
    }

    /// <summary>Refuses null within a list.</summary>
    /// <param name="operation">The called method: "Fit".</param>
    /// <param name="expected">The expected item: "a callback".</param>
    /// <param name="items">The list; null for none.</param>
    /// <param name="name">The argument's name.</param>
    public static void Items<T>(string operation, string expected, IReadOnlyList<T>? items,
        [CallerArgumentExpression(nameof(items))] string? name = null)
        where T : class
    {
        for (int i = 0; items is not null && i < items.Count; i++)
        {
            if (items[i] is null)
                throw new ArgumentNullException(name, $"{operation}: expected {expected} at {i} of {name}, got null; leave it out.");
        }
    }

    /// <summary>Refuses a number below the least that has a meaning.</summary>
    /// <param name="operation">The called method or created class: "Resizing".</param>
    /// <param name="least">The least number.</param>
    /// <param name="value">The number.</param>
    /// <param name="name">The argument's name.</param>
    public static void AtLeast<T>(string operation, T least, T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(least) < 0)
            throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{operation}: expected {name} of at least {least}, got {value}."));
    }

    /// <summary>Refuses a text without content.</summary>
    /// <param name="operation">The called method: "Save".</param>
    /// <param name="expected">The expected value: "a path".</param>
    /// <param name="text">The text.</param>
    /// <param name="name">The argument's name.</param>
    public static void Text(string operation, string expected, string? text, [CallerArgumentExpression(nameof(text))] string? name = null)
    {
        Value(operation, expected, text, name);
        if (string.IsNullOrWhiteSpace(text))
            throw new ArgumentException(
                $"{operation}: expected {expected}, got {(text!.Length == 0 ? "an empty string" : "white space")}.", name);
    }

    /// <summary>Refuses types that Keras has no values of: quantized ones, resources, variants and numbers that name none.</summary>
    /// <param name="operation">The called method or created class: "Weight 'kernel'".</param>
    /// <param name="dtype">The type.</param>
    /// <param name="name">The argument's name.</param>
    public static void ElementType(string operation, DType dtype, [CallerArgumentExpression(nameof(dtype))] string? name = null)
    {
        if (!dtype.IsFloatingPoint && !dtype.IsInteger && dtype is not (DType.Bool or DType.String or DType.Complex64 or DType.Complex128))
            throw new ArgumentException(
                $"{operation}: expected a type of numbers, booleans or strings, got {dtype.StandardName}; give one such as float32 or "
                + "int32.", name);
    }

    /// <summary>Refuses names that cannot be a part of a path.</summary>
    /// <param name="operation">The owner: "Dense 'dense'".</param>
    /// <param name="weightName">The name of the weight.</param>
    /// <param name="name">The argument's name.</param>
    public static void WeightName(
        string operation, string weightName, [CallerArgumentExpression(nameof(weightName))] string? name = null)
    {
        if (string.IsNullOrWhiteSpace(weightName) || weightName.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"{operation}: expected a name of the weight without a slash, got '{weightName}'.", name);
    }

    /// <summary>Refuses a value that an enumeration does not have.</summary>
    /// <param name="operation">The called method: "Fit".</param>
    /// <param name="value">The value.</param>
    /// <param name="name">The argument's name.</param>
    public static void Defined<T>(string operation, T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentOutOfRangeException(
                name, $"{operation}: expected one of {string.Join(", ", Enum.GetNames<T>())}, got {value}.");
    }
}
