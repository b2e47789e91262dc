using System.Text.Json.Nodes;
using Keras.Interop.Reporting;

namespace Keras.Interop;

/// <summary>Checks what one release of Keras wrote, and what it made of the files of this library.</summary>
internal static class Checker
{
    public static void Run(string folder, string release)
    {
        string theirs = Path.Combine(folder, "keras-" + release);
        Directory.CreateDirectory(Path.Combine(theirs, "returned-to-keras"));
        JsonObject skipped = Read(Path.Combine(theirs, "skipped.json")).AsObject();
        using RowWriter rows = new(Path.Combine(folder, "rows", $"dotnet-{release}.jsonl"), release);
        foreach (Case item in AllCases.List)
        {
            if ((Reason(item.Name) ?? Reason(item.Name + " saved")) is { } reason)
            {
                rows.Skip(Direction.FromKeras, "", item.Name, reason);
                rows.Skip(Direction.Returned, "", item.Name, reason);
                continue;
            }

            rows.Guard(Direction.FromKeras, item.Name, () => FromKeras(rows, item, theirs, Reason));
            string returned = Path.Combine(theirs, "returned-to-dotnet", item.Name + ".keras"), ours =
                Path.Combine(folder, "dotnet", item.Name + ".json");
            if (Reason(item.Name + " returned") is { } notReturned)
                rows.Skip(Direction.Returned, ".keras", item.Name, notReturned);
            else
                rows.Check(Direction.Returned, ".keras", item.Name, () => new ModelCheck(item, Read(ours)).WholeModel(returned));
        }

        ExportCheck.Run(rows, Path.Combine(theirs, "exports"));
        WrittenFiles.Check(rows, Path.Combine(folder, "written"), Path.Combine(theirs, "returned-to-written"));

        string? Reason(string what) => skipped[what]?.GetValue<string>();
    }

    public static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private static void FromKeras(RowWriter rows, Case item, string folder, Func<string, string?> reason)
    {
        string path = Path.Combine(folder, item.Name), again = Path.Combine(folder, "returned-to-keras", item.Name + ".keras");
        JsonNode said = Read(path + ".json");
        string? otherwise = reason(item.Name + " training");
        ModelCheck check = new(item, said, otherwise is null);
        rows.Check(Direction.FromKeras, ".keras", item.Name, () => check.WholeModel(path + ".keras", again));
        if (otherwise is not null)
            rows.Skip(Direction.FromKeras, "training", item.Name, otherwise);
        if (said["weights"] is null)
            return;
        rows.Check(Direction.FromKeras, ".weights.h5", item.Name, () => check.Weights(path + ".weights.h5", withState: true));
        rows.Check(Direction.FromKeras, ".h5 weights", item.Name, () => check.Weights(path + "_weights.h5", withState: false));
        if (reason(item.Name + " .h5") is { } unsavable)
            rows.Skip(Direction.FromKeras, ".h5", item.Name, unsavable);
        else
            rows.Check(Direction.FromKeras, ".h5", item.Name, () => check.WholeModel(path + ".h5"));
    }
}
