using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Documentation.Tests;

/// <summary>The programs of the pages compile without warnings, run, and print what the pages say.</summary>
[Collection(Execution.Alone)]
public sealed class PageTests
{
    public static TheoryData<string> Programs => [.. Repository.Pages.SelectMany(PageProgram.Read).Select(p => p.ToString())];

    [Theory]
    [MemberData(nameof(Programs))]
    public void AProgramOfAPageRunsAndPrintsWhatThePageSays(string place)
    {
        PageProgram program = PageProgram.Read(place[..place.LastIndexOf(':')]).Single(p => p.ToString() == place);
        (Assembly? assembly, IReadOnlyList<string> problems) = Compiler.Compile(program.ToSource());
        Assert.True(assembly is not null, string.Join(Environment.NewLine, problems));
        string printed = Execution.Run(assembly);
        AssertPrinted(program.ExpectedLines, printed);
    }

    [Fact]
    public void WhatIsNotCompiledIsOfOtherLibrariesOrSaysWhy()
    {
        foreach (string page in Repository.Pages)
        {
            foreach (CodeBlock block in CodeBlock.Read(Repository.Read(page)))
            {
                if (block.Mark.StartsWith(Marks.NotCompiled, StringComparison.Ordinal))
                    Assert.True(block.Mark.Length > Marks.NotCompiled.Length + 5, $"{page}:{block.Line} does not say why.");
                else
                    Assert.True(Known(block), $"{page}:{block.Line} is of the language '{block.Language}', with the mark '{block.Mark}'.");
            }
        }
    }

    // Each line in its order; others may be between them.
    private static void AssertPrinted(IEnumerable<string> expected, string printed)
    {
        string[] lines = [.. printed.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())];
        int at = 0;
        foreach (string line in expected)
        {
            Regex pattern = new($"^{Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal)}$");
            at = Array.FindIndex(lines, at, l => pattern.IsMatch(l)) + 1;
            Assert.True(at > 0, $"Expected the line '{line}' in:{Environment.NewLine}{printed}");
        }
    }

    private static bool Known(CodeBlock block) => block switch
    {
        { Language: "csharp", Mark: "" or Marks.Program } => true,
        { Language: "text", Mark: "" or Marks.Output } => true,
        // What people type, and other languages that are marked by their name.
        { Language: "sh" or "xml" or "json" or "python" or "fsharp" or "", Mark: "" } => true,
        _ => false,
    };
}
