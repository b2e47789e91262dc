using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keras.OpsGenerator;

/// <summary>Reads the symbolic functions from the hand-written files of <c>Keras.Ops</c>.</summary>
internal static class SymbolicSources
{
    private const string ClassName = "Ops";

    /// <summary>All public static functions that return symbols, file by file.</summary>
    /// <param name="directory">The directory of the sources.</param>
    public static IReadOnlyList<OpMethod> Read(string directory) =>
    [
        .. Directory.GetFiles(directory, "Ops*.cs")
            .Where(path => !path.EndsWith(".g.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Read(IdeaOf(path), File.ReadAllText(path))),
    ];

    /// <summary>The public static functions of one source that return symbols.</summary>
    public static IEnumerable<OpMethod> Read(string idea, string source)
    {
        CSharpParseOptions options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        foreach (MethodDeclarationSyntax method in CSharpSyntaxTree.ParseText(source, options)
            .GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            bool isPublic = method.Modifiers.Any(SyntaxKind.PublicKeyword) && method.Modifiers.Any(SyntaxKind.StaticKeyword);
            if (!isPublic || method.Parent is not ClassDeclarationSyntax container || ContainerOf(container) is not { } path)
                continue;
            OpParameter[] parameters = [.. method.ParameterList.Parameters.Select(Read)];
            if (SymbolTypes.Contains(method.ReturnType.ToString()))
                yield return new(idea, path.Length == 0 ? null : path, method.Identifier.Text,
                    method.ReturnType.ToString(), parameters, Documentation(method), IsMarked(method),
                    IsMarked(method, "IntegerSecond = true"));
        }
    }

    private static string IdeaOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name == ClassName ? "" : name[(ClassName.Length + 1)..];
    }

    // The path below Ops: empty for Ops itself, null for other classes.
    private static string? ContainerOf(ClassDeclarationSyntax container) =>
        container.Identifier.Text == ClassName ? ""
        : container.Parent is ClassDeclarationSyntax { Identifier.Text: ClassName } ? container.Identifier.Text
        : null;

    private static OpParameter Read(ParameterSyntax parameter) => new(
        parameter.Type!.ToString(), parameter.Identifier.Text, parameter.Default?.Value.ToString(),
            parameter.Modifiers.Any(SyntaxKind.ParamsKeyword));

    private static bool IsMarked(MethodDeclarationSyntax method, string argument = "") =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute =>
            attribute.Name.ToString() == "ScalarOperands"
            && (argument.Length == 0 || attribute.ArgumentList?.Arguments.Any(a => a.ToString() == argument) == true));

    private static string[] Documentation(MethodDeclarationSyntax method) =>
    [
        .. method.GetLeadingTrivia().ToFullString().Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal)),
    ];
}
