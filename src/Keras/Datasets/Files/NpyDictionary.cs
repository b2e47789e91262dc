using System.Globalization;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>
/// Parses the dictionary of an NPY header, which must have exactly the keys descr, fortran_order and shape, with literals. Nothing is
/// evaluated.
/// </summary>
internal ref struct NpyDictionary
{
    private readonly ArrayInput input;
    private readonly string text;
    private readonly bool isOfPython2;
    private int at;

    private NpyDictionary(ArrayInput input, string text, bool isOfPython2)
    {
        this.input = input;
        this.text = text;
        this.isOfPython2 = isOfPython2;
    }

    /// <summary>Parses the header.</summary>
    /// <param name="input">The file, for messages.</param>
    /// <param name="text">The dictionary, with padding by spaces and a line feed.</param>
    /// <param name="mayBePython2">Whether literals of Python 2 are allowed: <c>(3L, 4L)</c>.</param>
    public static ArrayHeader Parse(ArrayInput input, string text, bool mayBePython2) =>
        new NpyDictionary(input, text, mayBePython2).Parse();

    private ArrayHeader Parse()
    {
        (DType DType, bool BigEndian)? type = null;
        bool? fortranOrder = null;
        Shape? shape = null;
        Require('{');
        while (!Accept('}'))
        {
            string key = QuotedText();
            Require(':');
            if (key == "descr" && type is null)
                type = ElementType();
            else if (key == "fortran_order" && fortranOrder is null)
                fortranOrder = Truth();
            else if (key == "shape" && shape is null)
                shape = Axes();
            else
                throw Unexpected("each of the keys 'descr', 'fortran_order' and 'shape' once");
            if (!Accept(','))
            {
                Require('}');
                break;
            }
        }

        if (text.AsSpan(at).TrimStart(' ') is not "\n")
            throw Unexpected("spaces and one line feed after the dictionary");
        return type is not null && fortranOrder is not null && shape is not null
            ? new(type.Value.DType, shape, type.Value.BigEndian, fortranOrder.Value)
            : throw Unexpected("each of the keys 'descr', 'fortran_order' and 'shape' once");
    }

    private (DType DType, bool BigEndian) ElementType()
    {
        if (Peek() is not ('\'' or '"') && !(isOfPython2 && Peek() == 'u'))
            throw Unexpected("one type of elements; records are not tensors, save each field as an array of its own");
        string description = QuotedText();
        return NpyType.Parse(description)
            ?? throw input.Source.Error(
                $"has elements of the type '{description}', expected bool (b1), i1 to i8, u1 to u8, f2, f4 or f8 with their byte order; "
                + "convert it with astype.");
    }

    private bool Truth() => AcceptWord("True") || (AcceptWord("False") ? false : throw Unexpected("True or False"));

    private Shape Axes()
    {
        List<long> axes = [];
        Require('(');
        while (!Accept(')'))
        {
            axes.Add(Number());
            if (Accept(','))
                continue;
            Require(')');
            if (axes.Count == 1)
                throw Unexpected("a comma after the only axis");
            break;
        }

        return ArrayHeader.RequireShape(input, [.. axes]);
    }

    private long Number()
    {
        Peek();
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        if (!long.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            throw Unexpected("a number of entries, 0 to 9223372036854775807");
        // Long integers of Python 2, which NumPy reads in files of versions 1 and 2.
        if (isOfPython2 && at < text.Length && text[at] == 'L')
            at++;
        return number;
    }

    private string QuotedText()
    {
        char quote = Peek();
        // Unicode strings of Python 2.
        if (isOfPython2 && quote == 'u' && at + 1 < text.Length)
            quote = text[++at];
        int end = quote is '\'' or '"' ? text.IndexOf(quote, at + 1) : -1;
        if (end < 0 || text.AsSpan(at, end - at).Contains('\\'))
            throw Unexpected("a name in quotes");
        string quoted = text[(at + 1)..end];
        at = end + 1;
        return quoted;
    }

    private char Peek()
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at < text.Length ? text[at] : '\0';
    }

    private bool Accept(char wanted)
    {
        bool found = Peek() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private bool AcceptWord(string wanted)
    {
        Peek();
        bool found = string.CompareOrdinal(text, at, wanted, 0, wanted.Length) == 0;
        at += found ? wanted.Length : 0;
        return found;
    }

    private void Require(char wanted)
    {
        if (!Accept(wanted))
            throw Unexpected($"'{wanted}'");
    }

    private readonly DatasetException Unexpected(string expected)
    {
        const int shown = 24;
        string found = at < text.Length ? $"\"{text.Substring(at, Math.Min(shown, text.Length - at)).Trim()}\"" : "its end";
        return input.Source.Error($"has {found} at position {at} of its NPY header, expected {expected}. Write it again with numpy.save.");
    }
}
