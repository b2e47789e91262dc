namespace Packages.Tests;

/// <summary>The programs that documents show.</summary>
internal static class Document
{
    /// <summary>The first block of C# in a document.</summary>
    public static string Program(params string[] path) => Block("csharp", path);

    /// <summary>The first block of a language in a document.</summary>
    public static string Block(string language, params string[] path)
    {
        string text = File.ReadAllText(Path.Combine([Feed.Repository, .. path]));
        string opening = $"```{language}";
        int start = text.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
