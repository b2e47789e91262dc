namespace TensorFlow;

/// <summary>
/// From the gradients of an operation's outputs to those of its inputs, in the inputs' order; null for none, and the last ones can be left
/// out.
/// </summary>
internal delegate Gradient?[] OperationGradient(BackwardOperation op);

/// <summary>
/// The gradients of ops. To add one: write a function of a <see cref="BackwardOperation"/> in the file of the op's group (MathGradients,
/// ArrayGradients, …), name it in that file's <c>Register</c>, and add a line to the contract test (<c>GradientContractTests</c>), which
/// proves it by central differences, first and second order. Whatever ops a gradient writes need gradients themselves.
/// </summary>
internal sealed class GradientTable
{
    private readonly Dictionary<string, OperationGradient?> gradients = new(StringComparer.Ordinal);

    public static GradientTable Instance { get; } = Create();

    /// <summary>Ops whose gradients are functions here.</summary>
    public IEnumerable<string> Differentiable => gradients.Where(g => g.Value is not null).Select(g => g.Key);

    /// <summary>Adds an op.</summary>
    public GradientTable Add(string type, OperationGradient gradient)
    {
        gradients.Add(type, gradient);
        return this;
    }

    /// <summary>Adds an op unless it has a gradient already.</summary>
    public void AddIfMissing(string type, OperationGradient gradient) => gradients.TryAdd(type, gradient);

    /// <summary>Adds ops that nothing flows back through: constant between jumps, or not of their inputs' values.</summary>
    public GradientTable AddConstant(params ReadOnlySpan<string> types)
    {
        foreach (string type in types)
            gradients.Add(type, null);
        return this;
    }

    /// <summary>Whether the op is known, and its gradient; null where nothing flows back.</summary>
    public bool TryGet(string type, out OperationGradient? gradient) => gradients.TryGetValue(type, out gradient);

    private static GradientTable Create()
    {
        GradientTable table = new();
        MathGradients.Register(table);
        ArrayGradients.Register(table);
        ActivationGradients.Register(table);
        ControlFlowGradients.Register(table);
        ConvolutionGradients.Register(table);
        NormalizationGradients.Register(table);
        LinearAlgebraGradients.Register(table);
        FourierGradients.Register(table);
        PoolingGradients.Register(table);
        CrossentropyGradients.Register(table);
        ImageGradients.Register(table);
        FusedGradients.Register(table);
        NativeGradient.Register(table);
        return table;
    }
}
