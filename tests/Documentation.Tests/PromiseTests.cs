using System.Text.RegularExpressions;
using Xunit;

namespace Documentation.Tests;

/// <summary>Every promise of docs/reliability.md names the tests that hold it, and they are there.</summary>
public sealed partial class PromiseTests
{
    private const string Page = "docs/reliability.md";

    // What explains a promise, and is none.
    private static readonly string[] Explanations =
    [
        "*This thread* is the thread", "All of this", "Exact are:",
    ];

    private static readonly string[] Sources =
        [.. Directory.GetFiles(Repository.Full("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];

    public static TheoryData<string> Promises =>
    [
        .. Repository.Read(Page).Split("\n- ").Skip(1)
            .Select(p => p.Split("\n\n")[0].ReplaceLineEndings(" "))
            .Where(p => !Explanations.Any(e => p.StartsWith(e, StringComparison.Ordinal))),
    ];

    [Theory]
    [MemberData(nameof(Promises))]
    public void APromiseNamesATest(string promise) =>
        Assert.True(Tests().IsMatch(promise) || promise.Contains("--target=", StringComparison.Ordinal), $"no test holds it: {promise}");

    [Fact]
    public void EveryTestThatIsNamedIsThere()
    {
        string page = Repository.Read(Page);
        foreach (Match match in Tests().Matches(page))
        {
            string name = match.Groups["class"].Value, method = match.Groups["method"].Value;
            string[] sources = [.. Sources.Where(s => s.Contains($" class {name}", StringComparison.Ordinal))];
            Assert.True(sources.Length > 0, $"{Page}: there is no class {name}.");
            Assert.True(method.Length == 0 || sources.Any(s => HasMethod(s, method)), $"{Page}: there is no test {name}.{method}.");
        }

        // Further tests of a class stand behind its first one.
        foreach (Match match in Brackets().Matches(page))
        {
            string? name = null;
            foreach (string named in match.Groups[1].Value.Split(',').Select(n => n.Trim().Trim('`')))
            {
                string[] parts = named.Split('.');
                if (parts[0].EndsWith("Tests", StringComparison.Ordinal))
                    name = parts[0];
                else
                    Assert.True(
                        Sources.Any(s => s.Contains($" class {name}", StringComparison.Ordinal) && HasMethod(s, parts[0])),
                        $"{Page}: there is no test {name}.{named}.");
            }
        }
    }

    [Fact]
    public void EveryScenarioThatIsNamedIsThere()
    {
        string[] scenarios =
        [
            .. Directory.GetFiles(Repository.Full("tests/Stress"), "*Scenario.cs", SearchOption.AllDirectories)
                .SelectMany(f => Name().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)),
        ];
        string[] named = [.. Scenario().Matches(Repository.Read(Page).ReplaceLineEndings(" ")).Select(m => m.Groups["name"].Value)];
        Assert.True(named.Length > 5, $"the page names {named.Length} scenarios");
        Assert.Empty(named.Except(scenarios));
    }

    private static bool HasMethod(string source, string method) => Regex.IsMatch(source, $@"\b(void|Task) {method}\(");

    [GeneratedRegex(@"`(?:[A-Za-z]+\.)*(?<class>[A-Z][A-Za-z0-9]*Tests)(?:\.(?<method>[A-Za-z]\w*))?`")]
    private static partial Regex Tests();

    [GeneratedRegex(@"\[((?:`[A-Za-z.]+`[,\s]*)+)\]")]
    private static partial Regex Brackets();

    [GeneratedRegex("Name => \"([a-z]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:scenario `|Stress -- run |--scenarios=)(?<name>[a-z]+)")]
    private static partial Regex Scenario();
}
