using System.Text.Json.Nodes;

namespace Keras.Constraints;

/// <summary>The axes that vectors extend along: one, or a list of some, which configs tell apart.</summary>
internal sealed class NormAxes
{
    private NormAxes(int[] axes, bool isList) => (Axes, IsList) = (axes, isList);

    public int[] Axes { get; }

    private bool IsList { get; }

    /// <summary>One axis.</summary>
    public static NormAxes Of(int axis) => new([axis], isList: false);

    /// <summary>A list of axes.</summary>
    public static NormAxes Of(IReadOnlyList<int> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        return new([.. axes], isList: true);
    }

    /// <summary>Reads an axis or a list of axes; null where there is none.</summary>
    public static NormAxes? Read(Config config, string key) =>
        config.GetIntegers(key) is { } axes ? new(axes, config.GetNode(key) is JsonArray) : null;

    /// <summary>The axis or the list of axes.</summary>
    public JsonNode ToJson() => IsList ? new JsonArray([.. Axes.Select(a => JsonValue.Create(a))]) : JsonValue.Create(Axes[0]);
}
