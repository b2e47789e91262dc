using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Keras.Tests.Readme;

/// <summary>Each test that <c>docs/reliability.md</c> names exists.</summary>
public sealed partial class PromiseTests
{
    private static string Text => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reliability.md"));

    [Fact]
    public void EveryClassOfTestsThatADocumentNamesExists()
    {
        IEnumerable<string> others = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "others"),
            "*.cs", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f));
        HashSet<string> known = [.. others, .. typeof(PromiseTests).Assembly.GetTypes().Select(t => t.Name)];
        string[] named = [.. ClassName().Matches(Text).Select(m => m.Value).Distinct()];
        Assert.InRange(named.Length, 30, int.MaxValue);
        Assert.Equal([], named.Except(known));
    }

    [Fact]
    public void EveryTestThatADocumentNamesIsOneOfItsClass()
    {
        Type[] types = typeof(PromiseTests).Assembly.GetTypes();
        List<string> missing = [];
        foreach (Match bracket in Bracket().Matches(Text))
        {
            Type? owner = null;
            foreach (string name in Quoted().Matches(bracket.Value).Select(m => m.Groups[1].Value))
            {
                string[] parts = name.Split('.');
                owner = parts[0].EndsWith("Tests", StringComparison.Ordinal) ? types.SingleOrDefault(t => t.Name == parts[0]) : owner;
                string? method = parts.Length > 1 ? parts[1] : parts[0].EndsWith("Tests", StringComparison.Ordinal) ? null : parts[0];
                if (owner is null || (method is not null && owner.GetMethod(method, BindingFlags.Public | BindingFlags.Instance) is null))
                    missing.Add(name);
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void EveryScenarioThatADocumentNamesExists() => Assert.All(
        Scenario().Matches(Text).Select(m => m.Groups[1].Value),
        name => Assert.Contains(Stress.Running.Scenarios.All, s => s.Name == name));

    [GeneratedRegex(@"\b\w+Tests\b")]
    private static partial Regex ClassName();

    // [`ClassTests.Method`, `Method`]
    [GeneratedRegex(@"\[`[^\]]*`\]", RegexOptions.Singleline)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"`([\w.]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"scenario `(\w+)`")]
    private static partial Regex Scenario();
}
