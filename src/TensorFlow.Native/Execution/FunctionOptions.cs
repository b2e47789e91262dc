namespace TensorFlow;

/// <summary>How a function is run.</summary>
public sealed record FunctionOptions
{
    /// <summary>The plain function.</summary>
    public static FunctionOptions Default { get; } = new();

    /// <summary>
    /// Whether XLA compiles the function as a whole, at the first call with each combination of shapes; false by default.
    /// </summary>
    public bool Compile { get; init; }

    /// <summary>Whether calls of the function inside another are kept apart instead of inlined; false by default.</summary>
    public bool NoInline { get; init; }
}
