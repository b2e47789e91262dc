using System.Text.Json.Nodes;
using Keras.Interop.Reporting;

namespace Keras.Interop;

/// <summary>Checks what one release of Keras wrote, and what it made of the files of this library.</summary>
internal static class Checker
{
    public static void Run(string folder, string release)
    {
        string theirs = Path.Combine(folder, "keras-" + release);
        string again = Directory.CreateDirectory(Path.Combine(theirs, "returned-to-keras")).FullName;
        JsonObject skipped = Read(Path.Combine(theirs, "skipped.json")).AsObject();
        using RowWriter rows = new(Path.Combine(folder, "rows", $"dotnet-{release}.jsonl"), release);
        foreach (Case item in AllCases.List)
        {
            if ((skipped[item.Name] ?? skipped[item.Name + " saved"])?.GetValue<string>() is { } reason)
            {
                rows.Skip(Direction.FromKeras, "", item.Name, reason);
                rows.Skip(Direction.Returned, "", item.Name, reason);
                continue;
            }

            string path = Path.Combine(theirs, item.Name), ours = Path.Combine(folder, "dotnet", item.Name + ".json");
            rows.Guard(Direction.FromKeras, item.Name, () => Check(rows, item, path, Path.Combine(again, item.Name + ".keras"), skipped[item.Name + " .h5"]));
            string returned = Path.Combine(theirs, "returned-to-dotnet", item.Name + ".keras");
            if (skipped[item.Name + " returned"]?.GetValue<string>() is { } notReturned)
                rows.Skip(Direction.Returned, ".keras", item.Name, notReturned);
            else
                rows.Check(Direction.Returned, ".keras", item.Name, () => new ModelCheck(item, Read(ours)).WholeModel(returned));
        }

        ExportCheck.Run(rows, Path.Combine(theirs, "exports"));
    }

    public static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private static void Check(RowWriter rows, Case item, string path, string again, JsonNode? withoutOldForm)
    {
        JsonNode said = Read(path + ".json");
        ModelCheck check = new(item, said);
        rows.Check(Direction.FromKeras, ".keras", item.Name, () => check.WholeModel(path + ".keras", again));
        if (said["weights"] is null)
            return;
        rows.Check(Direction.FromKeras, ".weights.h5", item.Name, () => check.Weights(path + ".weights.h5", withState: true));
        rows.Check(Direction.FromKeras, ".h5 weights", item.Name, () => check.Weights(path + "_weights.h5", withState: false));
        if (withoutOldForm is { } reason)
            rows.Skip(Direction.FromKeras, ".h5", item.Name, reason.GetValue<string>());
        else
            rows.Check(Direction.FromKeras, ".h5", item.Name, () => check.WholeModel(path + ".h5"));
    }
}
