namespace TensorFlow;

/// <summary>
/// Prints the floating-point elements of an array as NumPy's default options ask (<c>FloatingFormat</c>, floatmode "maxprec", precision 8):
/// the fewest digits that tell each number, at most eight behind the point, points below one another; in scientific notation where the
/// magnitudes differ much.
/// </summary>
internal sealed class RealText
{
    private const int Precision = 8;
    private readonly bool signed;
    private readonly bool scientific;
    private readonly int left;
    private readonly int right;
    private readonly int exponentDigits;

    /// <param name="dtype">The type of the elements.</param>
    /// <param name="shown">The elements that are shown.</param>
    /// <param name="signed">Whether a plus sign is printed.</param>
    public RealText(DType dtype, IReadOnlyList<object> shown, bool signed = false)
    {
        this.signed = signed;
        DecimalDigits[] finite = [.. shown.Select(e => new DecimalDigits(e)).Where(d => d.IsFinite)];
        scientific = NeedsExponents(dtype, [.. finite.Where(d => d.Value != 0).Select(d => Math.Abs(d.Value))]);
        string[][] parts = [.. finite.Select(d => (scientific ? d.Scientific(Precision) : d.Positional(Precision)).Split('.', 'e'))];
        left = parts.Length == 0 ? 0 : finite.Select((d, i) => (d.IsNegative || signed ? 1 : 0) + parts[i][0].Length).Max();
        int fraction = parts.Length == 0 ? 0 : parts.Max(p => p[1].Length);
        exponentDigits = scientific ? parts.Max(p => p[2].Length) - 1 : 0;
        right = fraction;
        if (finite.Length < shown.Count)
        {
            int behind = 1 + fraction + (scientific ? exponentDigits + 2 : 0);
            left = Math.Max(left, shown.Select(e => new DecimalDigits(e)).Where(d => !d.IsFinite).Max(d => Word(d).Length) - behind);
        }
    }

    public string Text(object element)
    {
        DecimalDigits number = new(element);
        int width = left + 1 + right + (scientific ? exponentDigits + 2 : 0);
        if (!number.IsFinite)
            return Word(number).PadLeft(width);
        string sign = number.IsNegative ? "-" : signed ? "+" : "";
        if (scientific)
            return (sign + number.ScientificPadded(right, exponentDigits)).PadLeft(width);
        string[] parts = number.Positional(Precision).Split('.');
        return (sign + parts[0]).PadLeft(left) + "." + parts[1].PadRight(right);
    }

    /// <summary>The text of a number that stands alone.</summary>
    public static string Scalar(object element)
    {
        const double belowHere = 1e-4;
        double fromHere = element switch { Half => 1e3, double => 1e16, _ => 1e6 };
        DecimalDigits number = new(element);
        if (!number.IsFinite)
            return double.IsNaN(number.Value) ? "nan" : number.Value > 0 ? "inf" : "-inf";
        double size = Math.Abs(number.Value);
        bool scientific = size != 0 && (size >= fromHere || size < belowHere);
        string text = scientific ? number.Scientific(int.MaxValue).Replace(".e", "e", StringComparison.Ordinal)
            : number.Positional(int.MaxValue);
        return (number.IsNegative ? "-" : "") + text + (text.EndsWith('.') ? "0" : "");
    }

    private string Word(DecimalDigits number) =>
        double.IsNaN(number.Value) ? signed ? "+nan" : "nan" : number.Value < 0 ? "-inf" : signed ? "+inf" : "inf";

    // The comparisons are made in the type of the elements.
    private static bool NeedsExponents(DType dtype, double[] sizes)
    {
        const double smallest = 1e-4, largestRatio = 1000;
        if (sizes.Length == 0)
            return false;
        (double min, double max) = (sizes.Min(), sizes.Max());
        (double limit, double least, double ratio) = dtype switch
        {
            DType.Float16 => (1e3, (double)(Half)smallest, (double)(Half)(max / min)),
            DType.BFloat16 => (1e6, (float)(BFloat16)(float)smallest, (float)(BFloat16)(float)(max / min)),
            DType.Float32 => (1e6, (float)smallest, (float)(max / min)),
            _ => (1e8, smallest, max / min),
        };
        return max >= limit || min < least || ratio > largestRatio;
    }
}
