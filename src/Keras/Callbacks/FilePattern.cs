using System.Text;

namespace Keras.Callbacks;

/// <summary>
/// A path with replacement fields, <c>{epoch:03d}-{val_loss:.2f}.keras</c>: a format string of Python, with its conversions (<c>!s</c>,
/// <c>!r</c>, <c>!a</c>), format specifications and escapes (<c>{{</c>, <c>}}</c>). The epoch and the batch are integers from 1 on, all
/// else are floats.
/// </summary>
internal sealed class FilePattern
{
    private const string Epoch = "epoch", Batch = "batch";
    private readonly string pattern;
    private readonly List<Part> parts = [];

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed; the message has the position and what was expected.</exception>
    public FilePattern(string pattern)
    {
        Required.Text("ModelCheckpoint", "a path", pattern, "path");
        this.pattern = pattern;
        int at = 0;
        while (at < pattern.Length)
            parts.Add(Read(ref at));
    }

    /// <summary>Whether the path is always the same.</summary>
    public bool IsFixed => parts.TrueForAll(p => p.Name is null);

    /// <summary>Whether the path has the number of the batch in it.</summary>
    public bool HasBatch => parts.Exists(p => p.Name == Batch);

    /// <summary>The text before the first number; all of it where there is none.</summary>
    public string Start => string.Concat(parts.TakeWhile(p => p.Name is null).Select(p => p.Text));

    /// <summary>The text after the last number; all of it where there is none.</summary>
    public string End => string.Concat(parts.AsEnumerable().Reverse().TakeWhile(p => p.Name is null).Reverse().Select(p => p.Text));

    /// <summary>The path of a moment.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="batch">The batch, from 0; null after an epoch.</param>
    /// <param name="logs">The metrics that are logged.</param>
    /// <exception cref="KeyNotFoundException">The path has a number that is not logged.</exception>
    public string Format(int epoch, int? batch, Logs logs) => string.Concat(parts.Select(part => part.Name switch
    {
        null => part.Text,
        Epoch => part.Format((long)epoch + 1),
        Batch when batch is { } number => part.Format((long)number + 1),
        { } name when logs.TryGetValue(name, out double value) => part.Format(value),
        { } name when logs.IsList(name) => throw new KeyNotFoundException(
            $"The path '{pattern}' needs one value of '{name}', which has {logs.GetValues(name).Count}; take a metric of one value."),
        { } name => throw new KeyNotFoundException(
            $"The path '{pattern}' needs '{name}', which is not logged; "
            + NearestNames.Hint(name, [Epoch, .. batch is null ? Array.Empty<string>() : [Batch], .. logs.Keys], "there are")),
    }));

    private Part Read(ref int at)
    {
        StringBuilder text = new();
        for (; at < pattern.Length; at++)
        {
            char c = pattern[at];
            if (c is not ('{' or '}'))
            {
                text.Append(c);
            }
            else if (at + 1 < pattern.Length && pattern[at + 1] == c)
            {
                text.Append(c);
                at++;
            }
            else if (c == '}')
            {
                throw Wrong("'}' without '{'; write '}}' for the character itself");
            }
            else if (text.Length == 0)
            {
                return ReadNumber(ref at);
            }
            else
            {
                break;
            }
        }

        return new(null, text.ToString(), '\0', null);
    }

    private Part ReadNumber(ref int at)
    {
        int end = pattern.IndexOfAny(['{', '}'], at + 1);
        if (end < 0 || pattern[end] == '{')
            throw Wrong(end < 0 ? "'{' without '}'; write '{{' for the character itself"
                : "'{' within a replacement field, which is not supported");
        string content = pattern[(at + 1)..end], head = content.Split(':')[0];
        string? specification = head.Length < content.Length ? content[(head.Length + 1)..] : null;
        at = end + 1;
        string name = head.Split('!')[0], conversion = head[name.Length..];
        if (name.Length == 0 || name.All(char.IsAsciiDigit) || name.AsSpan().ContainsAny('.', '['))
            throw Wrong($"'{{{content}}}', expected a name, as in {{epoch:03d}}");
        if (conversion is not ("" or "!s" or "!r" or "!a"))
            throw Wrong($"the conversion '{conversion}', expected !s, !r or !a");
        try
        {
            PythonFormat? format = specification is null ? null : new(specification);
            if (conversion.Length > 0)
                format?.RequireText();
            else if (name is Epoch or Batch)
                format?.RequireInteger();
            else
                format?.RequireFloat();
            return new(name, "", conversion.LastOrDefault(), format);
        }
        catch (FormatException e)
        {
            throw Wrong($"'{{{content}}}', which Python does not take: {e.Message}");
        }
    }

    private ArgumentException Wrong(string found) => new($"The path '{pattern}' has {found.TrimEnd('.')}.");

    /// <summary>A text, or a number by its name.</summary>
    private sealed record Part(string? Name, string Text, char Conversion, PythonFormat? Specification)
    {
        public string Format(long value)
        {
            string text = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Specification is null ? text : Conversion == '\0' ? Specification.Format(value) : Specification.Format(text);
        }

        public string Format(double value)
        {
            string text = double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : PythonFloat.Repr(value);
            return Specification is null ? text : Conversion == '\0' ? Specification.Format(value) : Specification.Format(text);
        }
    }
}
