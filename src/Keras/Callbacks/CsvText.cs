using System.Text;

namespace Keras.Callbacks;

/// <summary>Lines of a CSV file: values between separators, in quotes where they have separators, quotes or line ends in them.</summary>
internal static class CsvText
{
    /// <summary>The values of each line, without their quotes.</summary>
    public static List<string[]> Parse(string text, string separator)
    {
        List<string[]> lines = [];
        List<string> values = [];
        StringBuilder value = new();
        bool isQuoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (isQuoted && c == '"' && at + 1 < text.Length && text[at + 1] == '"')
                value.Append(text[at++]);
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c == '\n')
                End();
            else if (!isQuoted && string.CompareOrdinal(text, at, separator, 0, separator.Length) == 0)
                Next(separator.Length - 1, ref at);
            else if (isQuoted || c != '\r')
                value.Append(c);
        }

        if (value.Length > 0 || values.Count > 0)
            End();
        return lines;

        void Next(int skipped, ref int at)
        {
            values.Add(value.ToString());
            value.Clear();
            at += skipped;
        }

        void End()
        {
            values.Add(value.ToString());
            value.Clear();
            lines.Add([.. values]);
            values.Clear();
        }
    }

    /// <summary>A line of values, with its end.</summary>
    public static string Line(IEnumerable<string> values, string separator) =>
        string.Join(separator, values.Select(v => Quoted(v, separator))) + "\n";

    private static string Quoted(string value, string separator) =>
        value.Contains(separator, StringComparison.Ordinal) || value.AsSpan().ContainsAny("\"\r\n")
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
