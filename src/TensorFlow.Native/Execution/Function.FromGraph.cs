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
    internal static Function FromGraph(
        Graph graph, string prefix, IReadOnlyCollection<Operation>? operations, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs,
        ReadOnlySpan<Operation> effects, FunctionOptions options)
    {
        Require(graph, inputs, "input");
        Require(graph, outputs, "output");
        Symbol[] results = new Symbol[outputs.Length];
        for (int i = 0; i < results.Length; i++)
            results[i] = inputs.Contains(outputs[i]) ? RawOps.Identity(outputs[i]) : outputs[i];
        foreach (Operation effect in effects)
        {
            if (effect.Graph != graph)
                throw new ArgumentException(
                    $"Effect {effects.IndexOf(effect)} of '{prefix}' belongs to another graph or to none.", nameof(effects));
        }

        graph.DetachDefinitions();
        FunctionBody? body = graph.HasLargeConstants ? null : FunctionBody.Take(graph, inputs, results);
        FunctionPorts ports = new(inputs.ToArray(), results, effects.ToArray());
        Operation[]? part = operations is null ? null : [.. operations, .. Added(outputs, results)];
        TensorSpec[] inputSpecs = Specs(inputs), outputSpecs = Specs(results);
        using Graph? replacement = !options.Compile && (options.Optimize || graph.IsOptimized)
            ? GraphReplacement.TryApply(graph, part is null, ref ports) : null;
        return replacement is null
            ? Define(graph, prefix, part, ports, body, options, inputSpecs, outputSpecs)
            : Define(replacement, prefix, null, ports, body, options, inputSpecs, outputSpecs);
    }

    private static unsafe Function Define(
        Graph graph, string prefix, Operation[]? part, FunctionPorts ports, FunctionBody? body, FunctionOptions options,
        TensorSpec[] inputSpecs, TensorSpec[] outputSpecs)
    {
        using GraphHash hash = new();
        hash.Add(graph.Hash.Current()).Add(options.Compile ? 1 : 0).Add(options.NoInline ? 1 : 0).Add(options.Optimize ? 1 : 0)
            .Add(ports.Inputs.Length).Add(ports.Outputs.Length);
        if (part is not null)
            hash.Add(part.Length);
        foreach (Symbol symbol in ports.Inputs)
            hash.Add(symbol);
        foreach (Symbol symbol in ports.Outputs)
            hash.Add(symbol);
        foreach (Operation effect in ports.Effects)
            hash.Add(effect.Name);
        string name = $"{prefix}_{hash.Current()}";
        OutputReference[] inputs = [.. ports.Inputs.Select(s => s.Reference)], outputs = [.. ports.Outputs.Select(s => s.Reference)];
        nint[] effects = [.. ports.Effects.Select(e => e.Native)], operations = [.. (part ?? []).Select(o => o.Native)];
        using StatusHandle status = new();
        FunctionHandle definition;
        fixed (OutputReference* inputList = inputs, outputList = outputs)
        fixed (nint* effectList = effects, operationList = operations)
        {
            definition = new(NativeMethods.TF_GraphToFunctionWithControlOutputs(
                graph.Handle, name, 0, part is null ? -1 : operations.Length, operationList, inputs.Length, inputList,
                    outputs.Length, outputList, null, effects.Length, effectList, null, 0, null, status))
            {
                Body = body,
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
            return new(name, definition, inputSpecs, outputSpecs);
        }
        catch
        {
            definition.Dispose();
            throw;
        }
    }

    private static List<Operation> Added(ReadOnlySpan<Symbol> outputs, Symbol[] results)
    {
        List<Operation> identities = [];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] != outputs[i])
                identities.Add(results[i].Operation);
        }

        return identities;
    }

    private static void Require(Graph graph, ReadOnlySpan<Symbol> symbols, string role)
    {
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i].Graph != graph)
                throw new ArgumentException(
                    $"The {role} at {i} belongs to another graph or to none; a function is made of the symbols of one graph.",
                    nameof(symbols));
        }
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
