using TensorFlow.Interop;

namespace TensorFlow;

/// <content>Making a function.</content>
public sealed partial class Function
{
    /// <summary>Creates a function from a graph.</summary>
    /// <param name="graph">The graph; it can be disposed afterwards.</param>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">Placeholders that become the inputs.</param>
    /// <param name="outputs">The outputs. An input is returned through an identity.</param>
    /// <param name="effects">Operations that must run though no output needs them: assignments.</param>
    /// <param name="options">The options of the function.</param>
    /// <exception cref="TensorFlowException">The graph does not make a function: a placeholder that is no input, say.</exception>
    /// <exception cref="UncompilableException">XLA is to compile an operation that it cannot compile.</exception>
    public static Function FromGraph(
        Graph graph, string prefix, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs, ReadOnlySpan<Operation> effects,
            FunctionOptions? options = null) =>
        FromGraph(graph, prefix, null, inputs, outputs, effects, options ?? FunctionOptions.Default);

    /// <summary>Creates a function from a part of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="operations">The operations of the part; null for all of the graph.</param>
    /// <param name="inputs">The symbols that the part takes: placeholders, or outputs of other operations.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="effects">Operations that must run though no output needs them.</param>
    /// <param name="options">The options of the function.</param>
    internal static unsafe Function FromGraph(
        Graph graph, string prefix, IReadOnlyCollection<Operation>? operations, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs,
        ReadOnlySpan<Operation> effects, FunctionOptions options)
    {
        OutputReference[] inputReferences = References(graph, inputs, "input");
        _ = References(graph, outputs, "output");
        Symbol[] results = new Symbol[outputs.Length];
        for (int i = 0; i < results.Length; i++)
            results[i] = inputs.Contains(outputs[i]) ? RawOps.Identity(outputs[i]) : outputs[i];
        OutputReference[] outputReferences = References(graph, results, "output");
        nint[] part = operations is null ? [] : [.. operations.Select(o => o.Native), .. Added(outputs, results)];
        nint[] effectOperations = new nint[effects.Length];
        using GraphHash hash = new();
        hash.Add(graph.Hash.Current()).Add(options.Compile ? 1 : 0).Add(options.NoInline ? 1 : 0).Add(options.Optimize ? 1 : 0)
            .Add(inputs.Length).Add(results.Length);
        if (operations is not null)
            hash.Add(operations.Count);
        foreach (Symbol symbol in inputs)
            hash.Add(symbol);
        foreach (Symbol symbol in results)
            hash.Add(symbol);
        for (int i = 0; i < effects.Length; i++)
        {
            if (effects[i].Graph != graph)
                throw new ArgumentException($"Effect {i} of '{prefix}' belongs to another graph or to none.", nameof(effects));
            effectOperations[i] = effects[i].Native;
            hash.Add(effects[i].Name);
        }

        string name = $"{prefix}_{hash.Current()}";
        graph.DetachDefinitions();
        using StatusHandle status = new();
        FunctionHandle definition;
        fixed (OutputReference* inputList = inputReferences, outputList = outputReferences)
        fixed (nint* effectList = effectOperations, operationList = part)
        {
            definition = new(NativeMethods.TF_GraphToFunctionWithControlOutputs(
                graph.Handle, name, 0, operations is null ? -1 : part.Length, operationList, inputReferences.Length, inputList,
                    outputReferences.Length, outputList, null, effectOperations.Length, effectList, null, 0, null, status))
            {
                Body = graph.HasLargeConstants ? null : FunctionBody.Take(graph, inputs, results),
                Options = options,
                Origins = graph.Origins,
            };
        }

        status.ThrowIfError($"make the function '{name}'");
        try
        {
            if (options.Compile)
            {
                CompilationCheck.Require(definition, graph.Handle.AllFunctions);
                SetTrue(definition, "_XlaMustCompile", status);
            }

            if (options.NoInline)
                SetTrue(definition, "_noinline", status);
            definition.Register(name, graph.Handle.AllFunctions, options.Compile);
            return new(name, definition, Specs(inputs), Specs(results));
        }
        catch
        {
            definition.Dispose();
            throw;
        }
    }

    private static List<nint> Added(ReadOnlySpan<Symbol> outputs, Symbol[] results)
    {
        List<nint> identities = [];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] != outputs[i])
                identities.Add(results[i].Operation.Native);
        }

        return identities;
    }

    private static OutputReference[] References(Graph graph, ReadOnlySpan<Symbol> symbols, string role)
    {
        OutputReference[] references = new OutputReference[symbols.Length];
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i].Graph != graph)
                throw new ArgumentException(
                    $"The {role} at {i} belongs to another graph or to none; a function is made of the symbols of one graph.",
                    nameof(symbols));
            references[i] = symbols[i].Reference;
        }

        return references;
    }

    private static TensorSpec[] Specs(ReadOnlySpan<Symbol> symbols)
    {
        TensorSpec[] specs = new TensorSpec[symbols.Length];
        for (int i = 0; i < symbols.Length; i++)
            specs[i] = new(symbols[i].DType, symbols[i].Shape);
        return specs;
    }

    private static unsafe void SetTrue(FunctionHandle definition, string attribute, StatusHandle status)
    {
        // A serialized tensorflow.AttrValue { b: true }.
        ReadOnlySpan<byte> proto = [0x28, 0x01];
        fixed (byte* bytes = proto)
            NativeMethods.TF_FunctionSetAttrValueProto(definition, attribute, bytes, (nuint)proto.Length, status);
        status.ThrowIfError($"set {attribute}");
    }
}
