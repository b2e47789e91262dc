using System.Reflection;

namespace Documentation.Tests;

/// <summary>The files of the repository, by paths with slashes.</summary>
internal static class Repository
{
    /// <summary>The directory of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!);

    /// <summary>The pages of the site that have programs: all Markdown files below <c>docs</c>.</summary>
    public static IReadOnlyList<string> Pages { get; } = Markdown("docs");

    /// <summary>All Markdown files that people read.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [
        .. Directory.GetFiles(Root, "*.md").Select(Relative),
        .. ((string[])["docs", "examples", "native", "src"]).SelectMany(Markdown),
    ];

    public static string Read(string path) => File.ReadAllText(Full(path)).ReplaceLineEndings("\n");

    public static string Full(string path) => Path.GetFullPath(Path.Combine(Root, path));

    private static string[] Markdown(string folder) =>
        [.. Directory.GetFiles(Full(folder), "*.md", SearchOption.AllDirectories).Select(Relative).Order(StringComparer.Ordinal)];

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
