namespace Documentation.Tests;

/// <summary>A block of code of a page.</summary>
/// <param name="Language">The language named at its fence: "csharp", "text".</param>
/// <param name="Text">The code.</param>
/// <param name="Line">The line of its first line of code, from 1.</param>
/// <param name="Mark">The comment right before it, without its signs; "" for none.</param>
internal sealed record CodeBlock(string Language, string Text, int Line, string Mark)
{
    private const string Fence = "```", CommentBegin = "<!--", CommentEnd = "-->";

    /// <summary>Reads the blocks of a page, and comments that begin with "setup" as blocks of C# that are not shown.</summary>
    public static IReadOnlyList<CodeBlock> Read(string markdown)
    {
        List<CodeBlock> blocks = [];
        string[] lines = markdown.Split('\n');
        string mark = "";
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith(CommentBegin, StringComparison.Ordinal))
            {
                int end = Array.FindIndex(lines, i, l => l.Contains(CommentEnd, StringComparison.Ordinal));
                mark = string.Join('\n', lines[i..(end + 1)]).Trim()[CommentBegin.Length..^CommentEnd.Length].Trim();
                if (mark.StartsWith(Marks.Setup, StringComparison.Ordinal))
                    (blocks, mark) = ([.. blocks, new("csharp", mark[Marks.Setup.Length..], i + 1, "")], "");
                i = end;
            }
            else if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                int end = Array.FindIndex(lines, i + 1, l => l.Trim() == Fence);
                if (end < 0)
                    throw new InvalidDataException($"The block of line {i + 1} has no end.");
                blocks.Add(new(line[Fence.Length..], string.Join('\n', lines[(i + 1)..end]), i + 2, mark));
                (i, mark) = (end, "");
            }
            else if (line.Length > 0)
            {
                mark = "";
            }
        }

        return blocks;
    }
}
