using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Keras.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Documentation.Tests;

/// <summary>
/// Compiles a program as <c>dotnet build</c> compiles one of <c>dotnet new console</c>: implicit usings, nullable, warnings told.
/// </summary>
internal static class Compiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    // Variables that a page shows and does not use, and local functions that it only declares.
    private static readonly string[] Allowed = ["CS0168", "CS0219", "CS8321"];
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);
    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    /// <summary>Compiles a program; its errors and warnings name the place in the page.</summary>
    /// <param name="source">The program.</param>
    /// <param name="usings">Further usings of the whole program.</param>
    /// <returns>The assembly, or what is wrong.</returns>
    public static (Assembly? Assembly, IReadOnlyList<string> Problems) Compile(string source, string usings = "")
    {
        SyntaxTree tree = Parse(source);
        bool runs = tree.GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax);
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Page{Guid.NewGuid():N}",
            [Parse(ImplicitUsings + usings), tree],
            References.Value,
            new(runs ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        // The package brings the generator of configs.
        CSharpGeneratorDriver.Create([new KerasSerializableGenerator().AsSourceGenerator()], parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(
                compilation, out Microsoft.CodeAnalysis.Compilation complete, out ImmutableArray<Diagnostic> reported);
        using MemoryStream image = new();
        EmitResult result = complete.Emit(image);
        string[] problems =
        [
            .. reported.Concat(result.Diagnostics)
                .Where(d => d.Severity >= DiagnosticSeverity.Warning && !Allowed.Contains(d.Id)).Select(Describe),
        ];
        return (problems.Length == 0 ? Assembly.Load(image.ToArray()) : null, problems);
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(SourceText.From(text), Parsing);

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetMappedLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }
}
