using System.Globalization;
using System.Numerics;

namespace TensorFlow;

/// <summary>Prints the elements of a tensor as NumPy prints those of an array: all of one width.</summary>
internal static class ElementText
{
    /// <summary>The text of an element that stands alone.</summary>
    public static string OfScalar(object element) => element switch
    {
        bool value => value ? "True" : "False",
        string value => value,
        Complex value => ForArray(DType.Complex128, [value])(value),
        IFormattable when DecimalDigits.IsReal(element) => RealText.Scalar(element),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => element.ToString()!,
    };

    /// <summary>Prints the elements of an array of which some are shown.</summary>
    public static Func<object, string> ForArray(DType dtype, IReadOnlyList<object> shown)
    {
        switch (dtype)
        {
            case DType.Bool:
                return static element => (bool)element ? " True" : "False";
            case DType.String:
                return static element => Quoted((string)element);
            case DType.Complex128:
                RealText real = new(DType.Float64, [.. shown.Select(e => (object)((Complex)e).Real)]);
                RealText imaginary = new(DType.Float64, [.. shown.Select(e => (object)((Complex)e).Imaginary)], signed: true);
                return element => real.Text(((Complex)element).Real) + WithUnit(imaginary.Text(((Complex)element).Imaginary));
            case { IsFloatingPoint: true }:
                return new RealText(dtype, shown).Text;
            default:
                int width = shown.Count == 0 ? 0 : shown.Max(e => Integer(e).Length);
                return element => Integer(element).PadLeft(width);
        }
    }

    private static string Integer(object element) => ((IFormattable)element).ToString(null, CultureInfo.InvariantCulture);

    private static string WithUnit(string number)
    {
        string digits = number.TrimEnd();
        return digits + "j" + number[digits.Length..];
    }

    // As Python's repr: double quotes only where single ones are inside.
    private static string Quoted(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        return quote + (quote == '\'' ? escaped.Replace("'", "\\'", StringComparison.Ordinal) : escaped) + quote;
    }
}
