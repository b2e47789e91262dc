using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Documentation.Tests;

/// <summary>A program that a page shows in one or several blocks, and what it prints.</summary>
internal sealed class PageProgram(string page)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);
    private readonly List<CodeBlock> code = [];
    private readonly List<CodeBlock> outputs = [];

    /// <summary>The programs of a page.</summary>
    public static IReadOnlyList<PageProgram> Read(string page)
    {
        List<PageProgram> programs = [];
        foreach (CodeBlock block in CodeBlock.Read(Repository.Read(page)))
        {
            if (block.Language == "csharp" && !block.Mark.StartsWith(Marks.NotCompiled, StringComparison.Ordinal))
            {
                if (programs.Count == 0 || block.Mark == Marks.Program)
                    programs.Add(new(page));
                programs[^1].code.Add(block);
            }
            else if (block.Mark == Marks.Output)
            {
                programs[^1].outputs.Add(block);
            }
        }

        return programs;
    }

    /// <summary>A program of one block.</summary>
    public static PageProgram Of(string name, string text, int line)
    {
        PageProgram program = new(name);
        program.code.Add(new("csharp", text, line, ""));
        return program;
    }

    /// <summary>The page and the line where the program begins.</summary>
    public override string ToString() => $"{page}:{code[0].Line}";

    /// <summary>The lines that the program is to print.</summary>
    public IEnumerable<string> ExpectedLines =>
        outputs.SelectMany(o => o.Text.Split('\n')).Select(l => l.TrimEnd()).Where(l => l.Length > 0);

    /// <summary>The program as the compiler wants it: usings, then statements, then types, each with its place in the page.</summary>
    public string ToSource()
    {
        StringBuilder usings = new(), statements = new(), types = new();
        HashSet<string> known = [];
        foreach (CodeBlock block in code)
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(block.Text, Options);
            CompilationUnitSyntax unit = tree.GetCompilationUnitRoot();
            foreach (UsingDirectiveSyntax directive in unit.Usings.Where(u => known.Add(u.ToString())))
                Append(usings, block, directive);
            foreach (MemberDeclarationSyntax member in unit.Members)
                Append(member is GlobalStatementSyntax ? statements : types, block, member);
        }

        return $"#nullable enable\n{usings}{statements}{types}";
    }

    private void Append(StringBuilder text, CodeBlock block, SyntaxNode node) => text
        .Append("#line ").Append(block.Line + node.GetLocation().GetLineSpan().StartLinePosition.Line)
        .Append(" \"").Append(page).Append("\"\n").Append(node).Append('\n');
}
