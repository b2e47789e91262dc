namespace TensorFlow;

/// <summary>One operation on the way back: what its gradient function reads.</summary>
internal sealed class BackwardOperation(Operation operation, Gradient?[] gradients, bool[] needs)
{
    private readonly Symbol?[] dense = new Symbol?[gradients.Length];
    private Symbol[]? inputs;

    public Operation Operation => operation;

    public Graph Graph => operation.Graph;

    public int InputCount => needs.Length;

    public int OutputCount => gradients.Length;

    /// <summary>The inputs, in order.</summary>
    public Symbol[] Inputs => inputs ??= operation.Graph.SourcesOf(operation);

    /// <summary>The gradient of the only output, as a tensor.</summary>
    public Symbol Dy => this.GradientOf(0) ?? throw new InvalidOperationException($"{operation} has no gradient of its first output.");

    /// <summary>The gradient of the only output as it is: a tensor or rows.</summary>
    public Gradient Sparse => gradients[0] ?? throw new InvalidOperationException($"{operation} has no gradient of its first output.");

    /// <summary>The input.</summary>
    public Symbol this[int input] => Inputs[input];

    /// <summary>The output.</summary>
    public Symbol Output(int output = 0) => operation[output];

    /// <summary>Whether anyone wants the gradient by an input.</summary>
    public bool Needs(int input) => needs[input];

    /// <summary>The gradient of an output, as a tensor; null where it is zero.</summary>
    public Symbol? GradientOf(int output)
    {
        if (gradients[output] is { } gradient)
            dense[output] ??= gradient.ToDense();
        return dense[output];
    }

    /// <summary>The gradient of an output, zeros if need be.</summary>
    public Symbol GradientOrZeros(int output) => this.GradientOf(output) ?? RawOps.ZerosLike(Output(output));

    public bool Bool(string attribute) => operation.GetBool(attribute);

    public long Long(string attribute) => operation.GetLong(attribute);

    public float Float(string attribute) => operation.GetFloat(attribute);

    public string Text(string attribute) => operation.GetString(attribute);

    public long[] Longs(string attribute) => operation.GetLongs(attribute);

    public DType Type(string attribute) => operation.GetType(attribute);

    /// <summary>A list of integers (int32).</summary>
    public Symbol Constant(params ReadOnlySpan<int> values) => Graph.Constant(values);

    /// <summary>An integer (int32).</summary>
    public Symbol Constant(int value) => Graph.Constant(value, DType.Int32);
}
