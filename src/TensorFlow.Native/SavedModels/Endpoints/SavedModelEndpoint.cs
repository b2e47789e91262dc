using System.Diagnostics;

namespace TensorFlow;

/// <summary>
/// A computation of a SavedModel that can be written into any function: a function that TensorFlow 2 kept as an attribute (Keras's
/// <c>serve</c>), or a signature.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SavedModelEndpoint
{
    private readonly SavedModelLibrary library;
    private readonly IReadOnlyList<ConcreteFunction> functions;
    private readonly Lazy<bool> hasStrings;
    private readonly Lazy<string?> uncompilable;

    internal SavedModelEndpoint(string name, SavedModelLibrary library, IReadOnlyList<ConcreteFunction> functions)
    {
        Name = name;
        this.library = library;
        this.functions = functions;
        hasStrings = new(() => library.HasStrings(functions));
        uncompilable = new(() => library.UncompilableOperation(functions));
        Variables = [.. functions.SelectMany(f => f.Variables).Distinct()];
    }

    /// <summary>The name: "serve".</summary>
    public string Name { get; }

    /// <summary>The inputs with their names, types and shapes, in order: dictionaries by name, ordinal. Those of the first form, where the
    /// function was traced for several.</summary>
    public IReadOnlyList<(string Name, TensorSpec Spec)> Inputs => functions[0].Inputs;

    /// <summary>The outputs with their names, types and shapes, in order: dictionaries by name, ordinal.</summary>
    public IReadOnlyList<(string Name, TensorSpec Spec)> Outputs => functions[0].Outputs;

    /// <summary>Whether the outputs are a dictionary, so that their names are those of the program.</summary>
    public bool HasNamedOutputs => functions[0].HasNamedOutputs;

    /// <summary>The variables that the computation takes, in order.</summary>
    public IReadOnlyList<SavedModelVariable> Variables { get; }

    /// <summary>The operations of the computation, those of the functions that it calls included, each type once.</summary>
    public IReadOnlySet<string> OperationTypes => field ??= library.OperationTypes(functions);

    /// <summary>Whether tensors of strings occur in the computation, which XLA cannot compile.</summary>
    public bool HasStrings => hasStrings.Value;

    /// <summary>
    /// The type of an operation of the computation that XLA cannot compile, because it takes or gives strings or because the library has no
    /// kernel of XLA for it; null where XLA can compile all.
    /// </summary>
    public string? UncompilableOperation => uncompilable.Value;

    /// <summary>Writes the computation into the graph of the thread. Gradients flow through it.</summary>
    /// <param name="inputs">The inputs in order.</param>
    /// <param name="values">The values of <see cref="Variables"/> in order.</param>
    /// <returns>The outputs in order, and the values of the variables afterwards: those given, where none was assigned.</returns>
    /// <exception cref="ArgumentException">The number, the types or the shapes of the inputs are others than the computation
    /// takes.</exception>
    /// <exception cref="SavedModelException">An operation is not supported, or the file contradicts itself.</exception>
    public (Symbol[] Outputs, Symbol[] Values) Write(ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> values)
    {
        ConcreteFunction function = Choose(inputs);
        if (values.Length != Variables.Count)
            throw new ArgumentException($"'{Name}' has {Variables.Count} variables, got {values.Length} values.", nameof(values));
        Dictionary<SavedModelVariable, Symbol> state = [];
        for (int i = 0; i < values.Length; i++)
            state[Variables[i]] = values[i];
        Symbol[] outputs = library.Write(Name, function, inputs.ToArray(), state);
        return (outputs, [.. Variables.Select(v => state[v])]);
    }

    /// <summary>Reads the values of <see cref="Variables"/> from the files.</summary>
    /// <returns>The values in order; the caller disposes them.</returns>
    /// <exception cref="SavedModelException">A file is missing or damaged.</exception>
    public Tensor[] ReadValues() => library.Checkpoint.Read(Variables);

    /// <summary>The name, the inputs and the outputs.</summary>
    public override string ToString() => $"{Name}({List(Inputs)}) -> ({List(Outputs)})";

    private ConcreteFunction Choose(ReadOnlySpan<Symbol> inputs)
    {
        ConcreteFunction? best = null;
        foreach (ConcreteFunction function in functions)
        {
            if (function.Takes(inputs) && (best is null || function.Flags < best.Flags))
                best = function;
        }

        if (best is not null)
            return best;
        string received = string.Join(", ", inputs.ToArray().Select(s => new TensorSpec(s.DType, s.Shape).ToString()));
        throw new ArgumentException(
            $"The endpoint '{Name}' of '{library.Directory}' takes ({string.Join(") or (", functions.Select(f => List(f.Inputs)))}), got "
            + $"({received}).", nameof(inputs));
    }

    private static string List(IEnumerable<(string Key, TensorSpec Spec)> tensors) =>
        string.Join(", ", tensors.Select(t => $"{t.Key}: {t.Spec}"));
}
