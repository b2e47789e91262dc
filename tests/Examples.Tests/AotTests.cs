using System.Runtime.InteropServices;
using Xunit;
using Xunit.Abstractions;

namespace Examples.Tests;

public class AotTests(ITestOutputHelper log)
{
    [Fact]
    [Trait("Category", "Aot")]
    public void The_program_compiled_ahead_of_time_trains()
    {
        if (!OperatingSystem.IsLinux() || !HasCompiler())
        {
            log.WriteLine("Skipped: compiling ahead of time needs clang or gcc, and this test is for Linux.");
            return;
        }

        string directory = Directory.CreateTempSubdirectory("MnistTraining").FullName;
        try
        {
            // With -r the intermediate output has a directory of its own; --use-current-runtime would overwrite the program that other tests run.
            string platform = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
            Finished publication = Example.Finish(Example.StartProgram(
                "dotnet", ["publish", "examples/MnistTraining", "-c", "Release", "-r", platform, "-p:PublishAot=true", "-o", directory]));
            Assert.True(publication.ExitCode == 0, publication.Output);
            Assert.DoesNotMatch(@"warning (IL|CS|CA)\d+", publication.Output);

            // Several times, as the threads that load the library may meet in different ways.
            for (int i = 0; i < 3; i++)
            {
                Finished run = Example.Finish(Example.StartProgram(Path.Combine(directory, "MnistTraining"), ["--epochs", "1"]));
                Assert.Equal((0, ""), (run.ExitCode, run.Error));
                Assert.True(run.TestAccuracy >= 93, run.Output);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static bool HasCompiler() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, "clang")) || File.Exists(Path.Combine(d, "gcc")));
}
