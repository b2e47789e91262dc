namespace Keras;

/// <summary>A name of nothing: of a loss, a metric, an optimizer, an activation. The message suggests the nearest known name.</summary>
/// <param name="kind">The kind asked for: "loss".</param>
/// <param name="name">The name received.</param>
/// <param name="knownNames">The names that are known.</param>
public sealed class UnknownNameException(string kind, string name, IReadOnlyList<string> knownNames)
    : ArgumentException($"There is no {kind} '{name}'; {NearestNames.Hint(name, knownNames)}")
{
    /// <summary>The name received.</summary>
    public string Name { get; } = name;

    /// <summary>The names that are known.</summary>
    public IReadOnlyList<string> KnownNames { get; } = knownNames;
}
