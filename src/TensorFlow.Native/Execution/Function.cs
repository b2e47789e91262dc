using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// A computation that can be run: inputs, outputs, and the operations between. Its name tells its content, so equal functions are one function
/// to the runtime, compiled once.
/// </summary>
public sealed class Function : IDisposable
{
    private readonly Function[] dependencies;
    private int references = 1;
    private int disposed;

    private Function(string name, FunctionHandle definition, TensorSpec[] inputs, TensorSpec[] outputs, Function[] dependencies)
    {
        Name = name;
        Definition = definition;
        Inputs = inputs;
        Outputs = outputs;
        this.dependencies = dependencies;
        foreach (Function dependency in dependencies)
            dependency.AddReference();
    }

    /// <summary>The name: the prefix given and a digest of the content.</summary>
    public string Name { get; }

    /// <summary>The inputs, in order.</summary>
    public IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>The outputs, in order.</summary>
    public IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>Whether the owner has disposed it; graphs and functions that refer to it may keep it alive still.</summary>
    internal bool IsDisposed => Volatile.Read(ref disposed) != 0;

    internal FunctionHandle Definition { get; }

    /// <summary>Writes a function: <paramref name="body"/> gets symbols for the inputs and returns those of the outputs.</summary>
    /// <param name="prefix">What the name begins with.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="body">Adds operations; inside, <see cref="Graph.Current"/> is the function's graph.</param>
    /// <param name="options">How it is run.</param>
    public static Function Trace(string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, FunctionOptions? options = null)
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = body(arguments);
        return FromGraph(graph, prefix, arguments, outputs, [], options);
    }

    /// <summary>Makes a function of a graph.</summary>
    /// <param name="graph">The graph; it can be disposed afterwards.</param>
    /// <param name="prefix">What the name begins with.</param>
    /// <param name="inputs">Placeholders that become the inputs.</param>
    /// <param name="outputs">What it returns. An input is returned through an identity.</param>
    /// <param name="effects">Operations that must run though no output needs them: assignments.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="TensorFlowException">The graph does not make a function: a placeholder that is no input, say.</exception>
    public static unsafe Function FromGraph(
        Graph graph, string prefix, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs, ReadOnlySpan<Operation> effects, FunctionOptions? options = null)
    {
        options ??= FunctionOptions.Default;
        OutputReference[] inputReferences = References(graph, inputs, "input");
        _ = References(graph, outputs, "output");
        Symbol[] results = new Symbol[outputs.Length];
        for (int i = 0; i < results.Length; i++)
            results[i] = inputs.Contains(outputs[i]) ? RawOps.Identity(outputs[i]) : outputs[i];
        OutputReference[] outputReferences = References(graph, results, "output");
        nint[] effectOperations = new nint[effects.Length];
        using GraphHash hash = new();
        hash.Add(graph.Hash.Current()).Add(options.Compile ? 1 : 0).Add(options.NoInline ? 1 : 0).Add(inputs.Length).Add(results.Length);
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
        using StatusHandle status = new();
        FunctionHandle definition;
        fixed (OutputReference* inputList = inputReferences, outputList = outputReferences)
        fixed (nint* effectList = effectOperations)
        {
            definition = new(NativeMethods.TF_GraphToFunctionWithControlOutputs(
                graph.Handle, name, 0, -1, null, inputReferences.Length, inputList, outputReferences.Length, outputList, null, effectOperations.Length, effectList, null, 0, null, status));
        }

        status.ThrowIfError($"make the function '{name}'");
        try
        {
            if (options.Compile)
                SetTrue(definition, "_XlaMustCompile", status);
            if (options.NoInline)
                SetTrue(definition, "_noinline", status);
            NativeMethods.TFE_ContextAddFunction(EagerContext.Handle, definition, status);
            status.ThrowIfError($"register the function '{name}'");
            return new(name, definition, Specs(inputs), Specs(results), [.. graph.Functions]);
        }
        catch
        {
            definition.Dispose();
            throw;
        }
    }

    /// <summary>Runs the function.</summary>
    /// <param name="inputs">The inputs, in order.</param>
    /// <returns>The outputs, in order; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The number of inputs, or the type or shape of one, is not what the function expects.</exception>
    public DeviceTensor[] Invoke(params ReadOnlySpan<DeviceTensor> inputs)
    {
        RequireCount(inputs.Length, nameof(inputs));
        using FunctionCall call = new(this);
        for (int i = 0; i < inputs.Length; i++)
            call.SetInput(i, inputs[i]);
        call.Run();
        DeviceTensor[] outputs = new DeviceTensor[Outputs.Count];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = call.TakeOutput(i);
        return outputs;
    }

    /// <summary>Adds a call of this function to a graph.</summary>
    /// <param name="inputs">The inputs, in order, of one graph.</param>
    /// <exception cref="ArgumentException">The number of inputs is not what the function expects.</exception>
    public Symbol[] Call(params ReadOnlySpan<Symbol> inputs)
    {
        RequireCount(inputs.Length, nameof(inputs));
        Graph graph = inputs.Length > 0 ? inputs[0].Graph : Graph.Current;
        graph.Import(this);
        Operation call = new OperationBuilder(graph, "StatefulPartitionedCall", null)
            .Input(inputs)
            .Attribute("Tin", [.. Inputs.Select(i => i.DType)])
            .Attribute("Tout", [.. Outputs.Select(o => o.DType)])
            .Attribute("f", (FunctionReference)this)
            .Build();
        Symbol[] outputs = call.Outputs;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (Outputs[i].Shape.Rank >= 0)
                _ = outputs[i].WithShape(Outputs[i].Shape);
        }

        return outputs;
    }

    /// <summary>The function as a serialized <c>tensorflow.FunctionDef</c>.</summary>
    public byte[] ToFunctionDef()
    {
        using StatusHandle status = new();
        using BufferHandle buffer = new(NativeMethods.TF_NewBuffer());
        NativeMethods.TF_FunctionToFunctionDef(Definition, buffer, status);
        status.ThrowIfError($"serialize the function '{Name}'");
        return TensorBuffer.ToArray(buffer);
    }

    /// <summary>Takes the function out of the runtime, once no graph or function refers to it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes a function out of the runtime that was never disposed.</summary>
    ~Function()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            Release();
    }

    internal void AddReference()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref references);
            ObjectDisposedException.ThrowIf(seen == 0, this);
        }
        while (Interlocked.CompareExchange(ref references, seen + 1, seen) != seen);
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref references) != 0)
            return;
        using (StatusHandle status = new())
            NativeMethods.TFE_ContextRemoveFunction(EagerContext.Handle, Name, status);
        Definition.Dispose();
        foreach (Function dependency in dependencies)
            dependency.Release();
    }

    private void RequireCount(int count, string parameter)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (count != Inputs.Count)
            throw new ArgumentException($"'{Name}' takes {Inputs.Count} inputs ({string.Join(", ", Inputs)}), got {count}.", parameter);
    }

    private static OutputReference[] References(Graph graph, ReadOnlySpan<Symbol> symbols, string role)
    {
        OutputReference[] references = new OutputReference[symbols.Length];
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i].Graph != graph)
                throw new ArgumentException($"The {role} at {i} belongs to another graph or to none; a function is made of the symbols of one graph.", nameof(symbols));
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
