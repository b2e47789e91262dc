using Keras.OpsGenerator;
using Xunit;

namespace Keras.Tests.Conventions;

/// <summary>Lines of sources and scripts have at most 140 characters; generated files are excepted.</summary>
public sealed class LineLengthTests
{
    private const int Most = 140;
    private static readonly string[] Folders = ["src", "tests", "examples"];
    private static readonly string[] Kinds = [".cs", ".py", ".sh", ".cake"];

    // Files of before the rule, and how many of their lines may be longer; the list shrinks and never grows.
    private static readonly Dictionary<string, int> Excepted = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Conventions", "long-lines.txt"))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split('\t'))
        .ToDictionary(parts => parts[0],
            parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [Fact]
    public void No_line_is_longer()
    {
        string? sources = SourceDirectory.Find(AppContext.BaseDirectory);
        Assert.SkipWhen(sources is null, "The tests run outside of the repository.");
        string root = Path.GetFullPath(Path.Combine(sources, "..", "..", ".."));
        List<string> differences = [];
        IEnumerable<string> files = Folders
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(root, f), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root))
            .Where(f => Kinds.Contains(Path.GetExtension(f)));
        foreach (string path in files)
        {
            string name = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (name.EndsWith(".g.cs", StringComparison.Ordinal) || name.Split('/').Intersect(["obj", "bin"]).Any())
                continue;
            int count = File.ReadLines(path).Count(line => line.Length > Most);
            if (count > Excepted.GetValueOrDefault(name))
                differences.Add($"{name}: {count} lines have more than {Most} characters, {Excepted.GetValueOrDefault(name)} "
                    + "are excepted.");
        }

        Assert.Empty(differences);
    }
}
