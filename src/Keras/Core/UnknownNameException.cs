namespace Keras;

/// <summary>A name that means nothing here: of a loss, a metric, an optimizer, an activation.</summary>
/// <param name="kind">What was asked for: "loss".</param>
/// <param name="name">The name received.</param>
/// <param name="knownNames">The names that are known.</param>
public sealed class UnknownNameException(string kind, string name, IReadOnlyList<string> knownNames)
    : ArgumentException($"There is no {kind} '{name}'; the known ones are {string.Join(", ", knownNames)}.")
{
    /// <summary>The name received.</summary>
    public string Name { get; } = name;

    /// <summary>The names that are known.</summary>
    public IReadOnlyList<string> KnownNames { get; } = knownNames;
}
