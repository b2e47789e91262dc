namespace TensorFlow.Tests.Differentiation;

/// <summary>A function whose gradients are proved: from float64 inputs of some shapes to outputs.</summary>
/// <param name="Name">What is proved: the op and the case.</param>
/// <param name="Shapes">The inputs' shapes.</param>
/// <param name="Body">Writes the function.</param>
internal sealed record GradientCase(string Name, Shape[] Shapes, Func<Symbol[], Symbol[]> Body)
{
    public GradientCase(string name, Shape[] shapes, Func<Symbol[], Symbol> body)
        : this(name, shapes, s => [body(s)])
    {
    }

    /// <summary>The smallest value of an input.</summary>
    public double Low { get; init; } = -1;

    /// <summary>The largest value of an input.</summary>
    public double High { get; init; } = 1;

    /// <summary>The elements of the inputs, where chance will not do.</summary>
    public double[][]? Values { get; init; }

    /// <summary>The highest order that is proved: 1 or 2.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Whether XLA compiles the op.</summary>
    public bool Compiles { get; init; } = true;

    /// <summary>Whether only XLA has the op.</summary>
    public bool OnlyCompiles { get; init; }

    /// <summary>The step of the differences.</summary>
    public double Step { get; init; } = 1e-5;

    /// <summary>The largest difference, relative to the derivative and to 1.</summary>
    public double Tolerance { get; init; } = 1e-6;

    public override string ToString() => Name;
}
