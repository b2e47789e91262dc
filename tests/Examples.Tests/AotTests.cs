using System.Runtime.InteropServices;
using Xunit;

namespace Examples.Tests;

public class AotTests
{
    [Fact]
    [Trait("Category", "Aot")]
    public void The_lesson_compiled_ahead_of_time_trains() => Publish("MnistTraining", program =>
    {
        // Several times, as the threads that load the library may meet in different ways.
        for (int i = 0; i < 3; i++)
        {
            Finished run = Example.Finish(Example.StartProgram(program, ["--epochs", "1"]));
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.True(run.TestAccuracy >= 90, run.Output);
        }
    });

    [Fact]
    [Trait("Category", "Aot")]
    public void Files_are_written_and_read_by_a_program_compiled_ahead_of_time() => Publish("ModelFiles", program =>
    {
        Finished run = Example.Finish(Example.StartProgram(program, [Path.Combine(Path.GetDirectoryName(program)!, "files")]));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(5, run.Output.Split("predictions differ by at most").Length - 1);
    });

    private static void Publish(string example, Action<string> use)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && HasCompiler(),
            "Compiling ahead of time needs clang or gcc, and this test is for Linux.");
        string directory = Directory.CreateTempSubdirectory(example).FullName;
        try
        {
            // The build has made the libraries and run the analyzers; what the compiler itself warns of is looked at below.
            // With -r the intermediate output has a directory of its own; --use-current-runtime would overwrite the program that other
            // tests run.
            string platform = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
            Finished publication = Example.Finish(Example.StartProgram(
                "dotnet", ["publish", $"examples/{example}", "-c", Example.Configuration, "-r", platform, "-p:PublishAot=true",
                    "-p:BuildProjectReferences=false", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-o", directory],
                "MSBUILDDISABLENODEREUSE=1"));
            Assert.True(publication.ExitCode == 0, publication.Output);
            Assert.DoesNotMatch(@"warning (IL|CS|CA)\d+", publication.Output);
            use(Path.Combine(directory, example));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static bool HasCompiler() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(d => File.Exists(Path.Combine(d, "clang")) || File.Exists(Path.Combine(d, "gcc")));
}
