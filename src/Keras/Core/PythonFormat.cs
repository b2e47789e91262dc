using System.Globalization;
using System.Numerics;
using System.Text;

namespace Keras.Core;

/// <summary>
/// A format specification of Python, as after the colon in <c>"{loss:.3f}"</c>:
/// <c>[[fill]align][sign][z][#][0][width][grouping][.precision][type]</c>, with Python's meaning for integers, floats and texts (the types
/// c and, for its locales, n with grouping are left out).
/// </summary>
internal sealed class PythonFormat
{
    private const int MostWidth = 4096;
    private const int DefaultPrecision = 6;
    private readonly Rune fill;
    private readonly char align;
    private readonly char sign;
    private readonly bool withoutNegativeZero;
    private readonly bool alternate;
    private readonly int width;
    private readonly char grouping;
    private readonly int? precision;
    private readonly char type;

    /// <summary>Reads a specification.</summary>
    /// <exception cref="FormatException">Python refuses it, or it has a part that is not known here; the message tells which.</exception>
    public PythonFormat(string specification)
    {
        int at = 0;
        Rune[] runes = [.. specification.EnumerateRunes()];
        Rune? given = null;
        if (runes.Length > 1 && IsAlign(runes[1]))
            (given, align, at) = (runes[0], (char)runes[1].Value, 2);
        else if (runes.Length > 0 && IsAlign(runes[0]))
            (align, at) = ((char)runes[0].Value, 1);
        sign = Accept("+- ");
        withoutNegativeZero = Accept("z") != '\0';
        alternate = Accept("#") != '\0';
        bool zeros = Accept("0") != '\0';
        width = Number() ?? 0;
        grouping = Accept(",_");
        if (Accept(".") != '\0')
            precision = Number() ?? throw Refused("a number after the point");
        type = Accept("deEfFgGn%boxXs");
        if (at < runes.Length)
            throw Refused($"nothing like '{runes[at]}' at position {at + 1} (a type is one of d e E f F g G n % b o x X s)");
        fill = given ?? new(zeros ? '0' : ' ');
        // A text is not filled after its sign, since it has none.
        IsZeroFilled = zeros && align == '\0';

        char Accept(string characters) => at < runes.Length && runes[at].IsBmp
            && characters.Contains((char)runes[at].Value, StringComparison.Ordinal) ? (char)runes[at++].Value : '\0';

        int? Number()
        {
            int start = at, number = 0;
            for (; at < runes.Length && runes[at].Value is >= '0' and <= '9'; at++)
            {
                number = (10 * number) + runes[at].Value - '0';
                if (number > MostWidth)
                    throw Refused($"widths and precisions up to {MostWidth}");
            }

            return at > start ? number : null;
        }

        FormatException Refused(string expected) => new($"'{specification}': expected {expected}.");

        static bool IsAlign(Rune rune) => rune.Value is '<' or '>' or '=' or '^';
    }

    private bool IsZeroFilled { get; }

    /// <summary>Checks that integers can have this format.</summary>
    /// <exception cref="FormatException">They cannot, in Python as here.</exception>
    public void RequireInteger()
    {
        if (type is '\0' or 'd' or 'n' or 'b' or 'o' or 'x' or 'X')
        {
            Require(precision is null, "no precision for an integer; add f, as in .2f");
            Require(!withoutNegativeZero, "no z for an integer");
            Require(grouping == '\0' || type is '\0' or 'd' || (grouping == '_' && type != 'n'), $"no '{grouping}' with {type}");
        }
        else
        {
            RequireFloat();
        }
    }

    /// <summary>Checks that floats can have this format.</summary>
    /// <exception cref="FormatException">They cannot, in Python as here.</exception>
    public void RequireFloat()
    {
        Require(type is '\0' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%', $"a type for floats (e f g %), got {type}");
        Require(grouping == '\0' || type != 'n', $"no '{grouping}' with n");
    }

    /// <summary>Checks that texts can have this format.</summary>
    /// <exception cref="FormatException">They cannot, in Python as here.</exception>
    public void RequireText() =>
        Require(type is '\0' or 's' && sign == '\0' && !alternate && !withoutNegativeZero && grouping == '\0' && align != '=',
            "only fill, alignment, width and precision for a text");

    /// <summary>An integer.</summary>
    public string Format(long value)
    {
        RequireInteger();
        if (type is not ('\0' or 'd' or 'n' or 'b' or 'o' or 'x' or 'X'))
            return Format((double)value);
        BigInteger magnitude = BigInteger.Abs(value);
        (string prefix, string digits) = type switch
        {
            'b' => ("0b", magnitude.ToString("B", CultureInfo.InvariantCulture)),
            'o' => ("0o", Octal(magnitude)),
            'x' => ("0x", magnitude.ToString("x", CultureInfo.InvariantCulture)),
            'X' => ("0X", magnitude.ToString("X", CultureInfo.InvariantCulture)),
            _ => ("", magnitude.ToString(CultureInfo.InvariantCulture)),
        };
        digits = digits.TrimStart('0').PadLeft(1, '0');
        return Padded(Sign(value < 0), alternate ? prefix : "", digits, "", type is '\0' or 'd' or 'n' ? 3 : 4);
    }

    /// <summary>A float.</summary>
    public string Format(double value)
    {
        RequireFloat();
        double scaled = type == '%' ? value * 100 : value, magnitude = Math.Abs(scaled);
        bool isUpper = type is 'E' or 'F' or 'G';
        string text = !double.IsFinite(magnitude) ? double.IsNaN(magnitude) ? "nan" : "inf" : char.ToLowerInvariant(type) switch
        {
            'f' or '%' => PythonDigits.Fixed(magnitude, precision ?? DefaultPrecision, alternate),
            'e' => PythonDigits.Scientific(magnitude, precision ?? DefaultPrecision, alternate),
            'g' or 'n' => PythonDigits.General(magnitude, precision ?? DefaultPrecision, alternate, asFloat: false),
            _ when precision is { } digits => PythonDigits.General(magnitude, digits, alternate, asFloat: true),
            _ => alternate ? WithPoint(PythonFloat.Repr(magnitude)) : PythonFloat.Repr(magnitude),
        };
        if (type == '%')
            text += "%";
        bool isNegative = double.IsNegative(scaled) && !double.IsNaN(scaled)
            && !(withoutNegativeZero && text.All(c => c is '0' or '.' or '%' or 'e' or '+' or '-'));
        text = isUpper ? text.ToUpperInvariant() : text;
        int whole = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and int end ? end : text.Length;
        return Padded(Sign(isNegative), "", text[..whole], text[whole..], 3);
    }

    /// <summary>A text.</summary>
    public string Format(string text)
    {
        RequireText();
        if (precision is { } most)
            text = string.Concat(text.EnumerateRunes().Take(most));
        return Aligned("", text, align == '\0' ? '<' : align);
    }

    private static string Octal(BigInteger magnitude)
    {
        StringBuilder digits = new();
        for (; magnitude > 0; magnitude >>= 3)
            digits.Insert(0, (char)('0' + (int)(magnitude & 7)));
        return digits.ToString();
    }

    private static string WithPoint(string number) =>
        number.Contains('.', StringComparison.Ordinal) ? number : number.Replace("e", ".e", StringComparison.Ordinal);

    private string Sign(bool isNegative) => isNegative ? "-" : sign is '+' or ' ' ? sign.ToString() : "";

    private string Padded(string signText, string prefix, string digits, string rest, int group)
    {
        char alignment = align != '\0' ? align : IsZeroFilled ? '=' : '>';
        string head = signText + prefix;
        if (grouping != '\0' && digits.Length > 0)
            digits = Grouped(digits, group, fill.Value == '0' && alignment == '=' ? width - head.Length - rest.Length : 0);
        return Aligned(head, digits + rest, alignment);
    }

    // Zeros that fill up are grouped too; none begins with a separator, so that the whole may be one longer.
    private string Grouped(string digits, int group, int least)
    {
        StringBuilder text = new();
        int left = digits.Length;
        while (left > 0 || least > 0)
        {
            if (text.Length > 0)
            {
                text.Insert(0, grouping);
                least--;
            }

            int length = Math.Min(group, Math.Max(Math.Max(left, least), 1)), taken = Math.Min(left, length);
            text.Insert(0, new string('0', length - taken) + digits[(left - taken)..left]);
            left -= taken;
            least -= length;
        }

        return text.ToString();
    }

    private string Aligned(string head, string text, char alignment)
    {
        int missing = Math.Max(0, width - Length(head) - Length(text));
        string before = Filling(alignment == '^' ? missing / 2 : alignment is '>' or '=' ? missing : 0);
        string after = Filling(alignment == '^' ? missing - (missing / 2) : alignment == '<' ? missing : 0);
        return alignment == '=' ? head + before + text : before + head + text + after;

        string Filling(int count) => string.Concat(Enumerable.Repeat(fill.ToString(), count));

        static int Length(string text) => text.EnumerateRunes().Count();
    }

    private static void Require(bool isRight, string expected)
    {
        if (!isRight)
            throw new FormatException($"expected {expected}.");
    }
}
