using System.Collections.Immutable;
using Keras.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Keras.Tests.Generators;

/// <summary>Runs the generator of configs on a program.</summary>
internal sealed class GeneratorRun
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using Keras;
        global using Keras.Layers;
        global using TensorFlow;

        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);
    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    private GeneratorDriver driver = CSharpGeneratorDriver.Create(
        [new KerasSerializableGenerator().AsSourceGenerator()], parseOptions: Parsing,
        driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));

    private CSharpCompilation compilation;

    public GeneratorRun(string source)
    {
        compilation = CSharpCompilation.Create("Program", [Parse(Usings, "Usings.cs"), Parse(source, "Program.cs")], References.Value,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Run();
    }

    /// <summary>The diagnostics of the generator.</summary>
    public ImmutableArray<Diagnostic> Reported { get; private set; }

    /// <summary>The errors and warnings of the compiler, with the generated files.</summary>
    public string[] Diagnostics { get; private set; } = [];

    /// <summary>Neither the generator nor the compiler has anything to say.</summary>
    public void AssertAccepted()
    {
        Assert.Empty(Reported);
        Assert.Empty(Diagnostics);
    }

    /// <summary>The text of a generated file.</summary>
    /// <param name="name">Its name: "Scale.Config.g.cs".</param>
    public string Text(string name) =>
        driver.GetRunResult().Results.Single().GeneratedSources.Single(s => s.HintName == name).SourceText.ToString();

    /// <summary>How the step that looks at the classes came to its outputs.</summary>
    public IncrementalStepRunReason[] Reasons() =>
    [
        .. driver.GetRunResult().Results.Single().TrackedSteps[KerasSerializableGenerator.ClassesStep]
            .SelectMany(s => s.Outputs).Select(o => o.Reason),
    ];

    /// <summary>Adds a file and runs again.</summary>
    public void Add(string source)
    {
        compilation = compilation.AddSyntaxTrees(Parse(source, "Added.cs"));
        Run();
    }

    private void Run()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation, out Microsoft.CodeAnalysis.Compilation made, out ImmutableArray<Diagnostic> reported);
        Reported = reported;
        Diagnostics = [.. made.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Parsing, path);
}
