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

    /// <summary>
    /// Whether TensorFlow's graph optimizer (Grappler) rewrites the function before its first call: operations that have a common kernel
    /// are fused (a convolution with its bias), those written twice are computed once. Worth its time for a function that runs often. One
    /// that XLA compiles is optimized by XLA alone. Default: false.
    /// </summary>
    public bool Optimize { get; init; }

    /// <summary>Whether calls of the function inside another are kept apart instead of inlined. Default: false.</summary>
    public bool NoInline { get; init; }
}
