// dotnet cake --target=Interop --python=PATH[;PATH] [--releases=3.3.3,3.15.1]
// Each interpreter has Keras and TensorFlow. Where the environment variable KERAS_VERSION chooses an interpreter's release, --releases
// lists those wanted.

using System.Threading.Tasks;

Dictionary<string, string> WithRelease(string release) => release is null ? new() : new() { ["KERAS_VERSION"] = release };

// The release of Keras that an interpreter has; fails where it has none.
string KerasOf(string python, string release)
{
    IEnumerable<string> output, errors;
    int exitCode;
    var settings = new ProcessSettings
    {
        Arguments = "-c \"import tensorflow, keras; print(keras.__version__)\"",
        EnvironmentVariables = WithRelease(release),
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    try
    {
        exitCode = StartProcess(python, settings, out output, out errors);
    }
    catch (Exception e)
    {
        throw new CakeException($"Interop needs a Python with Keras 3 and TensorFlow, and '{python}' does not start ({e.Message}); name "
            + $"one with --python=PATH.");
    }

    return exitCode == 0
        ? output.Last()
        : throw new CakeException($"Interop needs a Python with Keras 3 and TensorFlow, and '{python}' says "
            + $"\"{errors.LastOrDefault()}\"; name one with --python=PATH.");
}

// For each release wanted an interpreter that has it; without --releases, the one release of each interpreter.
Dictionary<string, string> Interpreters(string[] pythons, string[] releases)
{
    var found = new Dictionary<string, string>();
    foreach (var python in pythons)
    foreach (var release in releases.Length > 0 ? releases : new string[] { null })
    {
        var has = KerasOf(python, release);
        if (release is null || has == release)
            found.TryAdd(has, python);
    }

    var missing = releases.Except(found.Keys).ToArray();
    return missing.Length == 0
        ? found
        : throw new CakeException($"No interpreter of --python=\"{string.Join(";", pythons)}\" has Keras {string.Join(", ", missing)}; "
            + $"give one for each release, separated by ';'.");
}

Task("Interop")
    .Description("Sends models to Python Keras and back and prints a table: --python=PATH names an interpreter that has it.")
    .Does(() =>
    {
        var releases = Argument("releases", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var interpreters = Interpreters(Argument("python", "python3").Split(';', StringSplitOptions.RemoveEmptyEntries), releases);
        Information($"Keras {string.Join(", ", interpreters.Keys)}");
        DotNetBuild("tests/Interop", new DotNetBuildSettings { Configuration = configuration });
        var folder = Context.Environment.WorkingDirectory.Combine(artifacts + Directory("interop"));
        CleanDirectory(folder);
        var program = $"run --no-build -c {configuration} --project tests/Interop --";
        Run("dotnet", $"{program} write \"{folder}\"");
        Parallel.ForEach(interpreters, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) }, pair =>
        {
            Run(pair.Value, $"-B tests/Interop/python/interop.py exchange \"{folder}\"", WithRelease(pair.Key));
            Run("dotnet", $"{program} check \"{folder}\" {pair.Key}");
            Run(pair.Value, $"-B tests/Interop/python/interop.py return \"{folder}\"", WithRelease(pair.Key));
        });
        Run("dotnet", $"{program} report \"{folder}\"");
    });

Task("TensorBoard")
    .Description("Trains with the TensorBoard callback and asks the real TensorBoard what it shows: --python=PATH names an interpreter "
        + "that has it; --picture=FILE takes a picture of its page with Chromium.")
    .Does(() =>
    {
        DotNetBuild("tests/Interop", new DotNetBuildSettings { Configuration = configuration });
        var folder = Context.Environment.WorkingDirectory.Combine(artifacts + Directory("tensorboard"));
        CleanDirectory(folder);
        Run("dotnet", $"run --no-build -c {configuration} --project tests/Interop -- tensorboard \"{folder}\"");
        Run(Argument("python", "python3"), $"-B tests/Interop/python/tensorboard_check.py \"{folder}\" {Argument("picture", "")}");
    });
