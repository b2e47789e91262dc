using System.Globalization;
using System.Text.Json.Nodes;

namespace Keras.Conformance;

/// <summary>How far a number may be off: |got - want| ≤ absolute + relative·|want|.</summary>
internal readonly record struct Tolerance(double Relative, double Absolute)
{
    private static readonly (string DType, Tolerance Tolerance)[] Defaults =
        [("\"bfloat16\"", new(2e-2, 1e-2)), ("\"float16\"", new(2e-3, 1e-3))];

    public static Tolerance FromJson(JsonNode json) => new(Number(json["rtol"]!), Number(json["atol"]!));

    /// <summary>What holds for a case that does not say: as the format has it for the coarsest type that occurs in it.</summary>
    public static Tolerance DefaultOf(JsonNode item)
    {
        string text = item.ToJsonString();
        (string DType, Tolerance Tolerance) found = Array.Find(Defaults, d => text.Contains(d.DType, StringComparison.Ordinal));
        return found.DType is null ? new(1e-5, 1e-6) : found.Tolerance;
    }

    /// <summary>Whether a number is near enough: NaN equals NaN, infinities equal themselves.</summary>
    public bool Allows(double want, double got) =>
        want.Equals(got) || want == got || (double.IsFinite(want) && Math.Abs(got - want) <= Absolute + (Relative * Math.Abs(want)));

    private static double Number(JsonNode node) => node is JsonValue value && value.TryGetValue(out string? text)
        ? double.Parse(text, CultureInfo.InvariantCulture)
        : (double)node;
}
