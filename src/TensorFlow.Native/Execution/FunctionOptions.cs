namespace TensorFlow;

/// <summary>The options of a function.</summary>
public sealed record FunctionOptions
{
    /// <summary>The plain function.</summary>
    public static FunctionOptions Default { get; } = new();

    /// <summary>
    /// Whether XLA compiles the function as a whole, at the first call with each combination of shapes. Default: false.
    /// </summary>
    public bool Compile { get; init; }

    /// <summary>Whether calls of the function inside another are kept apart instead of inlined. Default: false.</summary>
    public bool NoInline { get; init; }
}
