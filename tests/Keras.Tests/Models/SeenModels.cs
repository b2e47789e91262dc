using System.Text.Json;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>Models of <c>make_seen.py</c>, and what the real Keras shows of them.</summary>
internal static class SeenModels
{
    public static JsonElement Expected(string what) => Fixture.Load("seen").Root.GetProperty(what);

    public static Model Make(string name) => Model.FromJson(Expected("models").GetProperty(name).GetString()!);

    /// <summary>All lines, one for each name of a model and of a way to show it; null where Keras refuses.</summary>
    public static TheoryData<string, string> Cases(string what)
    {
        TheoryData<string, string> cases = [];
        foreach (JsonProperty model in Expected(what).EnumerateObject())
        {
            foreach (JsonProperty way in model.Value.EnumerateObject())
                cases.Add(model.Name, way.Name);
        }

        return cases;
    }

    public static string[]? Lines(JsonElement lines) =>
        lines.ValueKind == JsonValueKind.Null ? null : [.. lines.EnumerateArray().Select(l => l.GetString()!)];
}
