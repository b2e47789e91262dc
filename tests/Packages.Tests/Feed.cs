using System.Reflection;
using Packages.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Feed))]

namespace Packages.Tests;

/// <summary>
/// The packages in a folder feed: those of the folder that the variable names, or, where it is 1, built here. Restores come from it and
/// from the packages that building the repository has fetched.
/// </summary>
public sealed class Feed : IDisposable
{
    private const string Asked = "KERAS_TEST_PACKAGES";
    private const string BuiltVersion = "0.0.1-tried";
    private readonly Lazy<string> packages;
    private readonly string directory = Directory.CreateTempSubdirectory("keras-packages-").FullName;

    public Feed() => packages = new(Prepare);

    public static string Repository { get; } = Path.GetFullPath(
        typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!);

    /// <summary>
    /// The folder of the packages; skips the test where they are not asked for, as building and unpacking them takes minutes and 2 GB.
    /// </summary>
    public string Packages
    {
        get
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable(Asked) is { Length: > 0 },
                $"'dotnet cake --target=Packages' runs it, or {Asked}=1: it takes minutes.");
            Assert.SkipUnless(OperatingSystem.IsLinux(), "The runtime's package at hand is that for linux-x64.");
            return packages.Value;
        }
    }

    /// <summary>The version of the libraries.</summary>
    public string Version
    {
        get
        {
            const string prefix = "Keras.Cpu.";
            string file = Path.GetFileNameWithoutExtension(Directory.GetFiles(Packages, $"{prefix}*.nupkg").Single());
            return file[prefix.Length..];
        }
    }

    /// <summary>An empty directory outside the repository that sees the feed.</summary>
    public string NewDirectory(string name)
    {
        _ = Packages;
        return Directory.CreateDirectory(Path.Combine(directory, name)).FullName;
    }

    /// <summary>Removes what was tried, which is 600 MB and more for each program.</summary>
    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static void Build(string feed)
    {
        // Within the repository, as only the paths of files in it are left out of the symbols.
        string artifacts = Path.Combine(Repository, "artifacts", "packages-tried");
        foreach (string project in Directory.GetFiles(Path.Combine(Repository, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            if (File.ReadAllText(project).Contains("<IsPackable>false", StringComparison.Ordinal))
                continue;
            Command.Dotnet(
                Repository, "pack", project, "-c", "Release", "-o", feed, "--artifacts-path", artifacts,
                "-p:ContinuousIntegrationBuild=true", "-p:ReadyToRun=true", $"-p:MinVerVersionOverride={BuiltVersion}");
        }
    }

    private string Prepare()
    {
        string given = Environment.GetEnvironmentVariable(Asked)!;
        string feed = given == "1" ? Path.Combine(directory, "feed") : Path.GetFullPath(given, Repository);
        if (given == "1")
            Build(Directory.CreateDirectory(feed).FullName);

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
