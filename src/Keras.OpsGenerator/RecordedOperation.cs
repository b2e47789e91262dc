namespace Keras.OpsGenerator;

/// <summary>One of Keras's operation classes, and how its function records it: a line of <c>operations.tsv</c>.</summary>
/// <param name="Function">The function below keras.ops, as names are compared; null for a class that no function records.</param>
/// <param name="Module">The module below keras.src.ops.</param>
/// <param name="ClassName">The class.</param>
/// <param name="Settings">The constructor's parameters in order.</param>
/// <param name="Arguments">The arguments of the call in order.</param>
/// <param name="Parameters">The names of the call's parameters.</param>
/// <param name="Defaults">The function's defaults as JSON, by parameter.</param>
internal sealed record RecordedOperation(
    string? Function,
    string Module,
    string ClassName,
    IReadOnlyList<RecordedArgument> Settings,
    IReadOnlyList<RecordedArgument> Arguments,
    IReadOnlyList<string> Parameters,
    IReadOnlyDictionary<string, string> Defaults)
{
    private const string FileName = "operations.tsv";

    /// <summary>Reads the table beside the generator's sources.</summary>
    /// <param name="sources">The directory of the sources of <c>Ops</c>.</param>
    public static IReadOnlyList<RecordedOperation> ReadAll(string sources) =>
    [
        .. File.ReadLines(Path.GetFullPath(Path.Combine(sources, "..", "..", "Keras.OpsGenerator", FileName)))
            .Where(line => !line.StartsWith('#'))
            .Select(Parse),
    ];

    /// <summary>A name as names are compared: lower case without underscores and dots.</summary>
    public static string KeyOf(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>
    /// The name of Keras's under which the operation has a parameter of its function: of a setting, or of an argument of the call.
    /// </summary>
    public string? NameOf(string parameter)
    {
        if (Settings.FirstOrDefault(s => s.Reads(parameter)) is { } setting)
            return setting.Name;
        for (int i = 0; i < Arguments.Count; i++)
        {
            if (Arguments[i].Reads(parameter))
                return Arguments[i].Name ?? Parameters[i];
        }

        return null;
    }

    private static RecordedOperation Parse(string line)
    {
        string[] columns = line.Split('\t');
        return new(
            columns[0] == "-" ? null : KeyOf(columns[0]),
            columns[1],
            columns[2],
            [.. Items(columns[3]).Select(RecordedArgument.Parse)],
            [.. Items(columns[4]).Select(RecordedArgument.Parse)],
            Items(columns[5]),
            Items(columns[6]).Select(d => d.Split('=', 2)).ToDictionary(d => KeyOf(d[0]), d => d[1]));
    }

    private static string[] Items(string column) => column.Split("; ", StringSplitOptions.RemoveEmptyEntries);
}
