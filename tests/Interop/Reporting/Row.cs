using System.Text.Json.Nodes;

namespace Keras.Interop.Reporting;

/// <summary>The outcome of one check, as both sides write it: a line of JSON.</summary>
/// <param name="Release">The release of Keras.</param>
/// <param name="Direction">Which way the model went.</param>
/// <param name="Format">The kind of file; empty where it is about all of them.</param>
/// <param name="Case">The case.</param>
/// <param name="Status">ok, DIFFERS, FAILED or skipped.</param>
/// <param name="Note">What is wrong, or why it was skipped.</param>
/// <param name="Errors">The largest errors, by name.</param>
internal sealed record Row(string Release, string Direction, string Format, string Case,
    string Status, string Note, IReadOnlyDictionary<string, double> Errors)
{
    public const string Ok = "ok";
    public const string Skipped = "skipped";

    public bool IsFailure => Status is not (Ok or Skipped);

    public static Row Parse(string line)
    {
        JsonNode json = JsonNode.Parse(line)!;
        return new(
            Text("release"), Text("direction"), Text("format"), Text("case"), Text("status"), Text("note"),
            json["errors"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<double>(), StringComparer.Ordinal));

        string Text(string key) => json[key]!.GetValue<string>();
    }

    public override string ToString()
    {
        JsonObject errors = [];
        foreach ((string name, double value) in Errors)
            errors[name] = Math.Min(value, double.MaxValue);
        return new JsonObject
        {
            ["release"] = Release,
            ["direction"] = Direction,
            ["format"] = Format,
            ["case"] = Case,
            ["status"] = Status,
            ["note"] = Note,
            ["errors"] = errors,
        }.ToJsonString();
    }
}
