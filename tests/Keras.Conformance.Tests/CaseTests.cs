using Xunit;

namespace Keras.Conformance.Tests;

/// <summary>Every class gives what Keras gave when its own test suite ran.</summary>
public sealed class CaseTests
{
    private static readonly ILookup<(string Kind, string ClassName), ConformanceCase> Cases = CaseDirectory
        .Files(Path.Combine(AppContext.BaseDirectory, "Cases"))
        .SelectMany(path => new CaseArchive(path).Cases)
        .ToLookup(c => (c.Kind, c.ClassName));

    public static TheoryData<string, string> Classes
    {
        get
        {
            TheoryData<string, string> classes = [];
            foreach ((string kind, string className) in Cases.Select(g => g.Key).Order())
                classes.Add(kind, className);
            return classes;
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Gives_what_Keras_gave(string kind, string className)
    {
        Outcome[] outcomes = [.. Cases[(kind, className)].Select(Replay.Run)];
        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, outcome => Assert.True(
            outcome.Verdict == Verdict.Passed, $"{outcome.Id}: {outcome.Verdict}. {outcome.Reason}"));
    }
}
