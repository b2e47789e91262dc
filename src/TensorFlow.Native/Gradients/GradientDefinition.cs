namespace TensorFlow;

/// <summary>
/// A gradient that was given for some outputs, with the operation that carries them: it takes the plain outputs and then the inputs, and
/// returns all of them; only the outputs are used.
/// </summary>
internal abstract class GradientDefinition(Symbol[] inputs, int outputs)
{
    /// <summary>The symbols that gradients are returned for.</summary>
    public Symbol[] Inputs => inputs;

    /// <summary>The number of outputs.</summary>
    public int Outputs => outputs;

    /// <summary>Adds an operation that carries outputs.</summary>
    public static Operation Carry(Graph graph, ReadOnlySpan<Symbol> outputs, ReadOnlySpan<Symbol> inputs) =>
        new OperationBuilder(graph, "IdentityN", "defined_gradient").Input([.. outputs, .. inputs]).Build();

    /// <summary>From the outputs' gradients (null for zero) the inputs' (null for none).</summary>
    /// <param name="carrier">The operation that carries the outputs.</param>
    /// <param name="dys">The outputs' gradients.</param>
    /// <param name="needs">Which inputs' gradients are wanted.</param>
    public abstract Symbol?[] Backward(Operation carrier, Symbol?[] dys, bool[] needs);

    /// <summary>A definition that lives on when its graph is gone.</summary>
    public abstract GradientDefinition Detached();

    /// <summary>Writes the outputs again, in another graph.</summary>
    /// <param name="graph">The graph that gets them.</param>
    /// <param name="node">The carrier.</param>
    /// <param name="translate">From a symbol to what stands for it.</param>
    /// <param name="keep">Whether loops keep what their gradients need.</param>
    public abstract Symbol[] Write(Graph graph, GraphNode node, Func<Symbol, Symbol> translate, bool keep);

    /// <summary>The symbols that writing the outputs again takes.</summary>
    /// <param name="sources">The inputs of the carrier.</param>
    public virtual IEnumerable<Symbol> Needed(Symbol[] sources) => sources;
}
