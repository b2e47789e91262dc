using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace Documentation.Tests;

/// <summary>The examples of the API's documentation compile and run, each by itself.</summary>
[Collection(Execution.Alone)]
public sealed class ExampleTests
{
    // What a reader of IntelliSense has in mind anyway.
    private const string Usings = """
        global using Keras;
        global using Keras.Callbacks;
        global using Keras.Datasets;
        global using Keras.Layers;
        global using Keras.Optimizers;
        global using Keras.Optimizers.Schedules;
        global using Keras.Regularizers;
        global using TensorFlow;
        global using Losses = Keras.Losses;
        global using Metrics = Keras.Metrics;

        """;

    public static TheoryData<string> Members => [.. Examples().Select(e => e.Member)];

    [Theory]
    [MemberData(nameof(Members))]
    public void AnExampleOfTheApiRuns(string member)
    {
        foreach (string code in Examples().Where(e => e.Member == member).SelectMany(e => e.Code))
        {
            (Assembly? assembly, IReadOnlyList<string> problems) = Compiler.Compile(PageProgram.Of(member, code, 1).ToSource(), Usings);
            Assert.True(assembly is not null, string.Join(Environment.NewLine, problems));
            if (assembly.EntryPoint is not null)
                Execution.Run(assembly);
        }
    }

    private static IEnumerable<(string Member, string[] Code)> Examples() =>
        from assembly in (Assembly[])
        [
            typeof(Keras.Model).Assembly, typeof(TensorFlow.Tensor).Assembly, typeof(Keras.Plotting.Picture).Assembly,
            typeof(Keras.Callbacks.LoggerCallback).Assembly, typeof(Keras.Interactive.KerasFormatters).Assembly,
        ]
        from member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
        let code = member.Elements("example").Elements("code").Select(c => c.Value).ToArray()
        where code.Length > 0
        select ((string)member.Attribute("name")!, code);
}
