namespace Packages.Tests;

/// <summary>The programs that documents show.</summary>
internal static class Document
{
    /// <summary>The first block of C# in a document.</summary>
    public static string Program(params string[] path)
    {
        string text = File.ReadAllText(Path.Combine([Feed.Repository, .. path]));
        const string opening = "```csharp";
        int start = text.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
