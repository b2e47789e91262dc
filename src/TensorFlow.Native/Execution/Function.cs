using System.Diagnostics;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// A computation that can be run: inputs, outputs, and the operations between. Its name tells its content, so equal functions are one
/// function to the runtime, compiled once.
/// </summary>
[DebuggerDisplay("{Name,nq}: {Inputs.Count} inputs, {Outputs.Count} outputs")]
public sealed partial class Function : IDisposable
{
    private bool disposed;

    private Function(string name, FunctionHandle definition, TensorSpec[] inputs, TensorSpec[] outputs)
    {
        Name = name;
        Definition = definition;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>The name: the prefix given and a digest of the content.</summary>
    public string Name { get; }

    /// <summary>The inputs, in order.</summary>
    public IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>The outputs, in order.</summary>
    public IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>Whether its owner has disposed it; graphs and functions that refer to it may keep it registered still.</summary>
    internal bool IsDisposed => Volatile.Read(ref disposed);

    internal FunctionHandle Definition { get; }

    /// <summary>Writes a function: <paramref name="body"/> gets symbols for the inputs and returns those of the outputs.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="body">Adds operations; inside, <see cref="Graph.Current"/> is the function's graph.</param>
    /// <param name="options">The options of the function.</param>
    public static Function Trace(
        string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, FunctionOptions? options = null)
    {
        using Graph graph = new() { IsOptimized = options is { Optimize: true, Compile: false } };
        using Graph.Scope scope = graph.Use();
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = body(arguments);
        return FromGraph(graph, prefix, arguments, outputs, [], options);
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
        OperationBuilder builder = new OperationBuilder(graph, "StatefulPartitionedCall", null)
            .Input(inputs)
            .Attribute("Tin", [.. Inputs.Select(i => i.DType)])
            .Attribute("Tout", [.. Outputs.Select(o => o.DType)])
            .Attribute("f", (FunctionReference)this);
        // Of a function that XLA compiles, the call says so too: it is not taken apart into its caller then.
        Operation call = (Definition.Options.Compile ? builder.Attribute("_XlaMustCompile", true) : builder).Build();
        Symbol[] outputs = call.Outputs;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (Outputs[i].Shape.Rank >= 0)
                _ = outputs[i].WithShape(Outputs[i].Shape);
        }

        return outputs;
    }

    /// <summary>The function as a serialized <c>tensorflow.FunctionDef</c>.</summary>
    public byte[] ToFunctionDef() => Serialize(Definition);

    /// <summary>Takes the function out of the runtime, once no graph or function refers to it.</summary>
    public void Dispose()
    {
        Volatile.Write(ref disposed, true);
        Definition.Dispose();
        CompiledFunctions.ForgetGone();
    }

    internal static byte[] Serialize(FunctionHandle definition)
    {
        using StatusHandle status = new();
        using BufferHandle buffer = new(NativeMethods.TF_NewBuffer());
        NativeMethods.TF_FunctionToFunctionDef(definition, buffer, status);
        status.ThrowIfError("serialize a function");
        return TensorBuffer.ToArray(buffer);
    }

    private void RequireCount(int count, string parameter)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (count != Inputs.Count)
            throw new ArgumentException($"'{Name}' takes {Inputs.Count} inputs ({string.Join(", ", Inputs)}), got {count}.", parameter);
    }
}
