using System.Text;

namespace TensorFlow.Interop;

/// <summary>The flags in a variable such as XLA_FLAGS, as the library splits them (xla/parse_flags_from_env.cc).</summary>
internal static class NativeFlags
{
    public const string Blanks = " \t\r\n";

    /// <summary>The flags' names, dashes included and values not.</summary>
    public static IEnumerable<string> Names(string text)
    {
        int at = Begin(text, 0);
        while (at < text.Length && text[at] == '-')
        {
            int end = at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
                end++;
            yield return text[at..end];
            at = Begin(text, Skip(text, end));
        }
    }

    /// <summary>
    /// The first of the names that does not occur in the library or beside it, so that no flag can be called that; null if all do.
    /// </summary>
    public static string? Unknown(string libraryPath, IReadOnlyList<string> names)
    {
        byte[][] texts = [.. names.Select(name => Encoding.UTF8.GetBytes(name + '\0'))];
        bool[] found = new bool[texts.Length];
        Find(libraryPath, texts, found);
        if (LibraryFiles.Companion(Path.GetFileName(libraryPath)) is { } companion)
            Find(Path.Combine(Path.GetDirectoryName(libraryPath)!, companion), texts, found);
        int first = Array.IndexOf(found, false);
        return first < 0 ? null : names[first];
    }

    private static void Find(string path, byte[][] texts, bool[] found)
    {
        int longest = texts.Max(text => text.Length);
        byte[] block = new byte[(4 << 20) + longest];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        // A block begins with the end of the one before, where a name may have begun.
        int kept = 0;
        for (int read; found.Contains(false) && (read = file.Read(block, kept, block.Length - kept)) > 0;)
        {
            ReadOnlySpan<byte> content = block.AsSpan(0, kept + read);
            for (int i = 0; i < texts.Length; i++)
                found[i] = found[i] || content.IndexOf(texts[i]) >= 0;
            kept = Math.Min(longest, content.Length);
            content[^kept..].CopyTo(block);
        }
    }

    private static int Begin(string text, int from)
    {
        while (from < text.Length && Blanks.Contains(text[from], StringComparison.Ordinal))
            from++;
        return from;
    }

    /// <summary>Past a flag's value: to the closing quote, where it has one, else to the next blank.</summary>
    private static int Skip(string text, int end)
    {
        if (end + 1 < text.Length && text[end] == '=' && (text[end + 1] is '\'' or '"'))
        {
            char quote = text[end + 1];
            for (end += 2; end < text.Length && text[end] != quote; end++)
            {
                // Within double quotes a backslash takes the next character's meaning away.
                if (quote == '"' && text[end] == '\\')
                    end++;
            }

            return Math.Min(end + 1, text.Length);
        }

        while (end < text.Length && !Blanks.Contains(text[end], StringComparison.Ordinal))
            end++;
        return end;
    }
}
