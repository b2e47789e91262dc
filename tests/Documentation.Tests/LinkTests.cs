using System.Text.RegularExpressions;
using Xunit;

namespace Documentation.Tests;

/// <summary>Links of documents lead to files, headings and members that are there.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. Repository.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinksLeadSomewhere(string document)
    {
        foreach (string target in Targets(Repository.Read(document)))
        {
            if (target.StartsWith("xref:", StringComparison.Ordinal))
                Assert.True(IsMember(target[5..]), $"{document}: there is no type or member '{target[5..]}'.");
            else if (target.Contains(':', StringComparison.Ordinal))
                Assert.StartsWith("https://", target, StringComparison.Ordinal);
            else
                AssertFile(document, target);
        }
    }

    [Fact]
    public void EveryPageIsInATableOfContents()
    {
        HashSet<string> listed =
        [
            .. Directory.GetFiles(Repository.Full("docs"), "toc.yml", SearchOption.AllDirectories)
                .SelectMany(toc => Href().Matches(File.ReadAllText(toc))
                    .Select(m => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(toc)!, m.Groups[1].Value)))),
        ];
        foreach (string path in listed.Where(l => !l.Contains("artifacts", StringComparison.Ordinal)))
            Assert.True(File.Exists(path), $"{path} is in a toc.yml and not there.");
        Assert.Equal(["docs/index.md"], Repository.Pages.Where(p => !listed.Contains(Repository.Full(p))));
    }

    [Fact]
    public void EveryPictureIsShownAndSmall()
    {
        const int mostBytes = 100 * 1024;
        HashSet<string> shown =
        [
            .. Repository.Documents.SelectMany(d => Targets(Repository.Read(d))
                .Where(t => !t.Contains(':', StringComparison.Ordinal))
                .Select(t => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Full(d))!, t)))),
        ];
        foreach (string picture in Directory.GetFiles(Repository.Full("docs/images/plots")))
        {
            Assert.Contains(picture, shown);
            Assert.InRange(new FileInfo(picture).Length, 1, mostBytes);
        }
    }

    [Fact]
    public void EveryExampleHasAPage()
    {
        string contents = Repository.Read("docs/examples/toc.yml"), table = Repository.Read("docs/examples/index.md");
        foreach (string example in Directory.GetDirectories(Repository.Full("examples")).Select(d => Path.GetFileName(d)!))
        {
            Assert.True(File.Exists(Repository.Full($"examples/{example}/README.md")), $"examples/{example} has no README.md.");
            Assert.Contains($"{example}/README.md", contents, StringComparison.Ordinal);
            Assert.Contains($"{example}/README.md", table, StringComparison.Ordinal);
        }
    }

    private static void AssertFile(string document, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = Repository.Full(parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]));
        Assert.True(Path.Exists(path), $"{document}: '{target}' is not there.");
        if (parts.Length == 2)
            Assert.True(Anchors(File.ReadAllText(path)).Contains(parts[1]), $"{document}: there is no heading '#{parts[1]}' in {path}.");
    }

    private static IEnumerable<string> Targets(string markdown) =>
        Link().Matches(Code().Replace(markdown, "")).Select(m => m.Groups[1].Value);

    // As GitHub and docfx make them of headings.
    private static HashSet<string> Anchors(string markdown) =>
    [
        .. Heading().Matches(Code().Replace(markdown.ReplaceLineEndings("\n"), m => m.Value.Contains('\n') ? "" : m.Value.Trim('`')))
            .Select(m => NotInAnchors().Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    private static bool IsMember(string uid)
    {
        string name = uid.TrimEnd('*');
        return TypeOf(name) is not null
            || (name.LastIndexOf('.') is > 0 and int dot && TypeOf(name[..dot])?.GetMember(name[(dot + 1)..]).Length > 0);
    }

    private static Type? TypeOf(string name) =>
        typeof(Keras.Model).Assembly.GetType(name) ?? typeof(TensorFlow.Tensor).Assembly.GetType(name);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"[hH]ref: (\S+)")]
    private static partial Regex Href();
}
