using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Packages.Tests;

/// <summary>Empty projects outside the repository that have nothing but the packages.</summary>
public partial class ConsumerTests(Feed feed)
{
    [Fact]
    public void A_new_console_program_trains_mnist_after_adding_one_package()
    {
        string directory = Console("Digits");
        string output = Command.Dotnet(directory, "run", "-c", "Release");
        Assert.InRange(Accuracy(output), 0.9, 1);
        Assert.True(File.Exists(Path.Combine(directory, "digits.keras")));
    }

    [Fact]
    public void The_same_program_compiled_ahead_of_time_trains_without_a_warning()
    {
        string directory = Console("DigitsAot");
        string output = Command.Dotnet(directory, "publish", "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true", "-o", "published");
        Assert.DoesNotMatch(@"warning (IL|CS|CA)\d+", output);
        Assert.InRange(Accuracy(Command.Run(Path.Combine(directory, "published", "DigitsAot"), directory)), 0.9, 1);
    }

    [Fact]
    public void The_binding_runs_by_itself()
    {
        string directory = feed.NewDirectory("Binding");
        Command.Dotnet(directory, "new", "console", "-o", ".");
        Command.Dotnet(directory, "add", "package", "TensorFlow.Native", "--prerelease");
        Command.Dotnet(directory, "add", "package", "TensorFlow.Native.Runtime.linux-x64");
        File.WriteAllText(Path.Combine(directory, "Program.cs"), Document.Program("src", "TensorFlow.Native", "PACKAGE.md"));
        Assert.Contains("1 4 9", Command.Dotnet(directory, "run", "-c", "Release"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_draws_and_logs_with_the_packages_for_that()
    {
        string directory = feed.NewDirectory("Drawing");
        Command.Dotnet(directory, "new", "console", "-o", ".");
        foreach (string package in (string[])["Keras.Cpu", "Keras.Plotting", "Keras.Extensions.Logging"])
            Command.Dotnet(directory, "add", "package", package, "--prerelease");
        File.WriteAllText(Path.Combine(directory, "Program.cs"), """
            using Keras;
            using Keras.Callbacks;
            using Keras.Layers;
            using Keras.Plotting;
            using Microsoft.Extensions.Logging.Abstractions;

            using var model = new Sequential(new Dense(1) { InputShape = [2] });
            model.Compile("sgd", "mse");
            Callback logger = new LoggerCallback(NullLogger.Instance);
            History history = model.Fit(new float[8, 2], new float[8, 1], epochs: 2, callbacks: [logger], verbose: Verbosity.Silent);
            Console.WriteLine(history.Plot("curves.png"));
            """);
        Assert.Contains("Picture, 520 × 380 pixels", Command.Dotnet(directory, "run", "-c", "Release"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory, "curves.png")));
    }

    [Fact]
    public void A_custom_layer_goes_through_a_file_with_its_attribute_alone()
    {
        string directory = feed.NewDirectory("Serializable");
        Command.Dotnet(directory, "new", "console", "-o", ".");
        Command.Dotnet(directory, "add", "package", "Keras.Cpu", "--prerelease");
        File.WriteAllText(Path.Combine(directory, "Program.cs"), """
            using Keras;
            using TensorFlow;

            using var model = new Sequential(new Scale(3) { InputShape = [2], Offset = 0.5 });
            model.Save("scale.keras");
            using Model again = Model.Load("scale.keras");
            Console.WriteLine($"offset {((Scale)again.GetLayer(0)).Offset.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

            [KerasSerializable]
            public sealed partial class Scale(double by) : Layer
            {
                public double Offset { get; init; }

                protected override Symbol Call(Symbol x, CallContext context) => (x * by) + Offset;
            }
            """);
        Assert.Contains("offset 0.5", Command.Dotnet(directory, "run", "-c", "Release"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keras-mnist", "digits.keras", "1")]
    [InlineData("keras-classifier", "classifier.keras")]
    public void A_new_project_of_a_template_trains(string template, string file, params string[] arguments)
    {
        string directory = feed.NewDirectory(template);
        string hive = Path.Combine(directory, "hive"), project = Path.Combine(directory, "My.Program");
        Command.Dotnet(directory, "new", "install", Directory.GetFiles(feed.Packages, "Keras.Templates.*.nupkg")
            .Single(), "--debug:custom-hive", hive);
        Command.Dotnet(directory, "new", template, "-o", project, "--debug:custom-hive", hive);
        Assert.True(File.Exists(Path.Combine(project, "My.Program.csproj")));
        string output = Command.Dotnet(project, ["run", "-c", "Release", "--", .. arguments]);
        Assert.True(double.Parse(Percent().Match(output).Groups[1].Value, CultureInfo.InvariantCulture) >= 90, output);
        Assert.True(File.Exists(Path.Combine(project, file)));
    }

    [Fact]
    public void A_script_of_FSharp_trains()
    {
        string directory = feed.NewDirectory("Script");
        string script = Document.Block("fsharp", "docs", "guides", "fsharp.md");
        const string anyVersion = "*-*";
        Assert.Contains(anyVersion, script, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(directory, "lesson.fsx"), script.Replace(anyVersion, feed.Version, StringComparison.Ordinal));
        Assert.InRange(Accuracy(Command.Dotnet(directory, "fsi", "--quiet", "lesson.fsx")), 0.8, 1);
    }

    private string Console(string name)
    {
        string directory = feed.NewDirectory(name);
        Command.Dotnet(directory, "new", "console", "-o", ".");
        Command.Dotnet(directory, "add", "package", "Keras.Cpu", "--prerelease");
        File.WriteAllText(Path.Combine(directory, "Program.cs"), Document.Program("src", "Keras", "PACKAGE.md"));
        return directory;
    }

    private static double Accuracy(string output) =>
        double.Parse(AccuracyLine().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^accuracy ([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex AccuracyLine();

    [GeneratedRegex(@"accuracy.* ([\d.]+) ?%")]
    private static partial Regex Percent();
}
