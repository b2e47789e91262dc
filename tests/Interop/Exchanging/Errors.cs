namespace Keras.Interop;

/// <summary>The largest errors of a check; null where something was not compared.</summary>
internal sealed record Errors
{
    public double? Weights { get; init; }

    public double? Optimizer { get; init; }

    public double? Predictions { get; init; }

    public double? Losses { get; init; }

    /// <summary>What is wrong beside the numbers.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What is wrong, numbers included.</summary>
    public IEnumerable<string> AllProblems =>
    [
        .. Problems,
        .. Beyond("weights", Weights, 0),
        .. Beyond("optimizer", Optimizer, 0),
        .. Beyond("predictions", Predictions, 1e-6),
        .. Beyond("losses", Losses, 1e-5),
    ];

    private static IEnumerable<string> Beyond(string name, double? value, double limit) =>
        value is { } given && !(given <= limit) ? [FormattableString.Invariant($"{name} beyond {limit:0e+0}")] : [];
}
