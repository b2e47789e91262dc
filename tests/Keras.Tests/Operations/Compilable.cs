using System.Text.Json;

namespace Keras.Tests.Operations;

/// <summary>Which cases XLA can compile. The documentation of the others says that it cannot.</summary>
internal static class Compilable
{
    // Functions whose native op has no form for XLA, or the length of whose result depends on elements.
    private static readonly HashSet<string> Never =
    [
        "nextafter", "i0", "nonzero", "unique", "bincount", "eig", "lu_factor", "ctc_decode", "det", "slogdet", "image.affine_transform",
        "image.perspective_transform",
    ];

    public static bool IsCompilable(JsonElement recorded)
    {
        string op = recorded.GetProperty("op").GetString()!;
        bool hasLength = recorded.TryGetProperty("kwargs", out JsonElement kwargs) && kwargs.TryGetProperty("num_segments", out _);
        return op switch
        {
            "where" => recorded.GetProperty("args").GetArrayLength() == 3,
            "image.resize" when Interpolation(kwargs) == "bicubic" => kwargs.TryGetProperty("antialias", out _),
            "image.resize" => Interpolation(kwargs) != "area",
            _ when op.StartsWith("segment_", StringComparison.Ordinal) => hasLength,
            _ => !Never.Contains(op),
        };
    }

    private static string? Interpolation(JsonElement kwargs) =>
        kwargs.ValueKind == JsonValueKind.Object && kwargs.TryGetProperty("interpolation", out JsonElement name) ? name.GetString() : null;
}
