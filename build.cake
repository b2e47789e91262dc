// dotnet tool restore && dotnet cake --target=Test
// Targets: Clean, Restore, Build, Format, Test, Environments, Smoke, Bench, SideBySide, Interop, Fuzz, Stress, Docs, Pictures, Pack,
// Packages, Default (= Test).

var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");
var solution = "MnistTraining.sln";
var artifacts = Directory("artifacts");

void Run(string program, string arguments, Dictionary<string, string> variables = null)
{
    int exitCode = StartProcess(program, new ProcessSettings { Arguments = arguments, EnvironmentVariables = variables ?? new() });
    if (exitCode != 0)
        throw new CakeException($"{program} {arguments}: exit code {exitCode}");
}

#load "tests/Interop/interop.cake"

Task("Clean")
    .Does(() => CleanDirectory(artifacts));

Task("Restore")
    .Does(() => DotNetRestore(solution));

Task("Build")
    .Description("Builds everything; warnings are errors.")
    .IsDependentOn("Restore")
    .Does(() => DotNetBuild(solution, new DotNetBuildSettings { Configuration = configuration, NoRestore = true }));

Task("Format")
    .Description("Fails where a file is not formatted as .editorconfig says.")
    .IsDependentOn("Restore")
    .Does(() => Run("dotnet", $"format whitespace {solution} --verify-no-changes --no-restore"));

Task("Generate")
    .Description("Writes the op wrappers anew from the op list and its manifest, and the forms of the functions of Ops from the "
        + "symbolic ones.")
    .Does(() =>
    {
        Run("dotnet", "run --project src/TensorFlow.Native.OpGenerator -c Release");
        Run("dotnet", "run --project src/Keras.OpsGenerator -c Release");
    });

Task("Test")
    .IsDependentOn("Build")
    .Does(() => DotNetTest(solution, new DotNetTestSettings { Configuration = configuration, NoBuild = true }));

Task("Environments")
    .Description("Runs all tests in other environments, one after another; --environments=bare,turkish names some (see "
        + "tests/environments.sh).")
    .Does(() => Run("tests/environments.sh", Argument("environments", "").Replace(',', ' ')));

Task("Smoke")
    .Description("Trains the example for one epoch.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", $"run --no-build -c {configuration} --project examples/MnistTraining -- --epochs 1"));

Task("Bench")
    .Description("Measures the parts with BenchmarkDotNet.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", $"run --no-build -c {configuration} --project tests/Benchmarks -- parts"));

Task("SideBySide")
    .Description("Measures the same jobs here and in Python Keras: --python=PATH names an interpreter that has it.")
    .IsDependentOn("Build")
    .Does(() => Run("dotnet", $"run --no-build -c {configuration} --project tests/Benchmarks -- side-by-side --python "
        + $"\"{Argument("python", "python3")}\""));

Task("Fuzz")
    .Description("Loads damaged files of every kind and prints a table: --mutations=10000 for each reader, --seed=1. Failed files are "
        + "kept in artifacts/fuzz.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        var folder = artifacts + Directory("fuzz");
        CleanDirectory(folder);
        Run("dotnet", $"run --no-build -c {configuration} --project tests/Fuzz -- run --mutations {Argument("mutations", 10000)} --seed "
            + $"{Argument("seed", 1)} --output \"{folder}\"");
    });

Task("Stress")
    .Description("Tries what happens at a bad moment: --minutes=1 for each scenario, --seed=1, --scenarios=exit,unload names some.")
    .IsDependentOn("Build")
    .Does(() => Run(
        "dotnet",
        $"run --no-build -c {configuration} --project tests/Stress -- run {Argument("scenarios", "").Replace(',', ' ')} --minutes "
            + $"{Argument("minutes", "1")} --seed {Argument("seed", 1)}"));

Task("Docs")
    .Description("Makes the documentation site in artifacts/site; a link that leads nowhere fails. 'dotnet docfx serve artifacts/site' "
        + "shows it.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        CleanDirectory(artifacts + Directory("api"));
        CleanDirectory(artifacts + Directory("site"));
        Run("dotnet", "docfx metadata docs/docfx.json");
        Run("dotnet", "docfx build docs/docfx.json --warningsAsErrors");
    });

Task("Pictures")
    .Description("Draws the plots of the documentation anew: those of docs/images/plots.")
    .Does(() =>
    {
        var folder = artifacts + Directory("plots");
        CleanDirectory(folder);
        Run("dotnet", $"run -c {configuration} --project examples/Plots -- \"{folder}\"");
        foreach (var picture in GetFiles("docs/images/plots/*"))
            CopyFile(folder + File(picture.GetFilename().FullPath), picture);
    });

Task("Pack")
    .Description("Builds the packages into artifacts/packages: the libraries, the runtime of this platform, both by one name, and the "
        + "templates.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        CleanDirectory(artifacts + Directory("packages"));
        // Sources have no paths of this machine in them: compiled apart, as a build that is up to date is not compiled again for that.
        var compiled = MakeAbsolute(artifacts + Directory("packing")).FullPath;
        var settings = new DotNetPackSettings
        {
            Configuration = configuration,
            OutputDirectory = artifacts + Directory("packages"),
            ArgumentCustomization = arguments => arguments.Append($"--artifacts-path \"{compiled}\""),
            MSBuildSettings = new DotNetMSBuildSettings().WithProperty("ContinuousIntegrationBuild", "true"),
        };
        foreach (var project in GetFiles("src/*/*.csproj")
            .Where(p => !System.IO.File.ReadAllText(p.FullPath).Contains("<IsPackable>false")))
            DotNetPack(project.FullPath, settings);
        foreach (var package in GetFiles($"{artifacts}/packages/*.*nupkg"))
            Information("{0,12:N0} bytes  {1}", FileSize(package), package.GetFilename());
    });

Task("Packages")
    .Description("Builds the packages and uses them in empty projects outside the repository: a console program, NativeAOT, ASP.NET, "
        + "F#, templates; --filter=NAME tries some.")
    .IsDependentOn("Pack")
    .Does(() => Run(
        "dotnet",
        $"test tests/Packages.Tests --no-build -c {configuration} --filter \"FullyQualifiedName~{Argument("filter", "Packages.Tests")}\"",
        new() { ["KERAS_TEST_PACKAGES"] = MakeAbsolute(artifacts + Directory("packages")).FullPath }));

Task("Default")
    .IsDependentOn("Test");

RunTarget(target);
