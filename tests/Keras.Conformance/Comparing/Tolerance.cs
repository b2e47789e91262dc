using System.Globalization;
using System.Text.Json.Nodes;

namespace Keras.Conformance;

/// <summary>How far a number may be off: |got - want| ≤ absolute + relative·|want|.</summary>
internal readonly record struct Tolerance(double Relative, double Absolute)
{
    public static Tolerance FromJson(JsonNode json) => new(Number(json["rtol"]!), Number(json["atol"]!));

    /// <summary>Whether a number is near enough: NaN equals NaN, infinities equal themselves.</summary>
    public bool Allows(double want, double got) =>
        want.Equals(got) || want == got || (double.IsFinite(want) && Math.Abs(got - want) <= Absolute + (Relative * Math.Abs(want)));

    private static double Number(JsonNode node) => node is JsonValue value && value.TryGetValue(out string? text)
        ? double.Parse(text, CultureInfo.InvariantCulture)
        : (double)node;
}
