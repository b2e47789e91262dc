using System.Globalization;
using TensorFlow.OpGenerator.Messages;

namespace TensorFlow.OpGenerator;

/// <summary>Writes the types and default values of attributes in C#.</summary>
internal static class CSharpValues
{
    private static readonly string[] DataTypes =
    [
        "Invalid", "Float32", "Float64", "Int32", "UInt8", "Int16", "Int8", "String", "Complex64", "Int64", "Bool", "QInt8", "QUInt8",
        "QInt32", "BFloat16", "QInt16", "QUInt16", "UInt16", "Complex128", "Float16", "Resource", "Variant", "UInt32", "UInt64",
        "Float8E5M2", "Float8E4M3FN", "Float8E4M3FNUZ", "Float8E4M3B11FNUZ", "Float8E5M2FNUZ", "Int4", "UInt4", "Int2", "UInt2",
    ];

    /// <summary>The name of a data type, as a member of the C# enumeration.</summary>
    public static string DataType(int type) =>
        type >= 0 && type < DataTypes.Length ? DataTypes[type] : throw new ManifestException($"The data type {type} has no name.");

    /// <summary>The C# type of an attribute's value; a list is a span.</summary>
    public static string Type(string attributeType)
    {
        if (attributeType.StartsWith("list(", StringComparison.Ordinal)) return $"ReadOnlySpan<{Type(attributeType[5..^1])}>";
        return attributeType switch
        {
            "bool" => "bool",
            "int" => "long",
            "float" => "float",
            "string" => "string",
            "type" => "DType",
            "shape" => "Shape",
            "tensor" => "Tensor",
            "func" => "FunctionReference",
            _ => throw new ManifestException($"The attribute type {attributeType} has no C# type."),
        };
    }

    /// <summary>A default value in C#, or null when it is not a constant there (shapes, tensors, lists).</summary>
    public static string? Literal(AttrValue value) => value.ValueCase switch
    {
        AttrValue.ValueOneofCase.B => value.B ? "true" : "false",
        AttrValue.ValueOneofCase.I => value.I.ToString(CultureInfo.InvariantCulture),
        AttrValue.ValueOneofCase.F => Float(value.F),
        AttrValue.ValueOneofCase.S => Quote(value.S.ToStringUtf8()),
        AttrValue.ValueOneofCase.Type => "DType." + DataType(value.Type),
        _ => null,
    };

    /// <summary>A default value as documentation names it.</summary>
    public static string Describe(AttrValue value) => value.ValueCase switch
    {
        AttrValue.ValueOneofCase.List => "[" + string.Join(", ", Items(value.List)) + "]",
        AttrValue.ValueOneofCase.Shape => value.Shape.UnknownRank
            ? "an unknown shape"
            : "[" + string.Join(", ", value.Shape.Dim.Select(dimension => dimension.Size)) + "]",
        AttrValue.ValueOneofCase.Type => DataType(value.Type),
        AttrValue.ValueOneofCase.F => value.F.ToString("R", CultureInfo.InvariantCulture),
        _ => Literal(value) ?? "empty",
    };

    /// <summary>The values in a list, as documentation names them.</summary>
    public static IEnumerable<string> Items(AttrValue.Types.ListValue list) =>
    [
        .. list.S.Select(item => Quote(item.ToStringUtf8())),
        .. list.I.Select(item => item.ToString(CultureInfo.InvariantCulture)),
        .. list.F.Select(item => item.ToString("R", CultureInfo.InvariantCulture)),
        .. list.B.Select(item => item ? "true" : "false"),
        .. list.Type.Select(DataType),
    ];

    private static string Float(float value)
    {
        if (float.IsPositiveInfinity(value)) return "float.PositiveInfinity";
        if (float.IsNegativeInfinity(value)) return "float.NegativeInfinity";
        return value.ToString("R", CultureInfo.InvariantCulture) + "f";
    }

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
