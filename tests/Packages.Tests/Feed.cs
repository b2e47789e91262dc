using System.Reflection;
using Packages.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Feed))]

namespace Packages.Tests;

/// <summary>
/// The packages, built once into a folder feed; restores come from it and from the packages that building the repository has fetched.
/// </summary>
public sealed class Feed : IDisposable
{
    /// <summary>The version of the libraries, which no tag has.</summary>
    public const string TestVersion = "0.0.1-tried";
    private const string Asked = "KERAS_TEST_PACKAGES";
    private static readonly string[] Projects = ["TensorFlow.Native", "TensorFlow.Native.Runtime", "Keras", "Keras.Cpu", "Keras.Templates"];
    private readonly Lazy<string> packages;
    private readonly string directory = Directory.CreateTempSubdirectory("keras-packages-").FullName;

    public Feed() => packages = new(Pack);

    public static string Repository { get; } = Path.GetFullPath(
        typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!);

    /// <summary>
    /// The folder of the packages; skips the test where they are not asked for, as building and unpacking them takes minutes and 2 GB.
    /// </summary>
    public string Packages
    {
        get
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(Asked) == "1",
                $"'dotnet cake --target=Packages' runs it, or {Asked}=1: it takes minutes.");
            Assert.SkipUnless(OperatingSystem.IsLinux(), "The runtime's package at hand is that for linux-x64.");
            return packages.Value;
        }
    }

    /// <summary>An empty directory outside the repository that sees the feed.</summary>
    public string NewDirectory(string name)
    {
        _ = Packages;
        return Directory.CreateDirectory(Path.Combine(directory, name)).FullName;
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private string Pack()
    {
        string feed = Directory.CreateDirectory(Path.Combine(directory, "feed")).FullName;
        foreach (string project in Projects)
        {
            Command.Dotnet(
                Repository, "pack", $"src/{project}", "-c", "Release", "-o", feed, "--artifacts-path",
                    Path.Combine(directory, "artifacts"), $"-p:MinVerVersionOverride={TestVersion}");
        }

        string fetched = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(directory, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="keras" value="{feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(directory, "global")}" /></config>
              <fallbackPackageFolders><add key="fetched" value="{fetched}" /></fallbackPackageFolders>
            </configuration>
            """);
        // Nothing of the repository's own build files reaches a project here.
        File.WriteAllText(Path.Combine(directory, "Directory.Build.props"), "<Project />");
        return feed;
    }
}
