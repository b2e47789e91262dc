using System.Diagnostics;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// A computation that is being written down: operations and the symbols that flow between them. It becomes a <see cref="Function"/>, which
/// runs. Written by one thread at a time.
/// </summary>
[DebuggerDisplay("{handle.IsClosed ? \"disposed\" : names.Count + \" operation names\",nq}")]
public sealed partial class Graph : IDisposable
{
    private const long LargeConstant = 16 << 10;

    [ThreadStatic]
    private static Graph? current;

    private readonly GraphHandle handle = new(NativeMethods.TF_NewGraph());
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);

    /// <summary>The graph that operations without inputs are added to on this thread.</summary>
    /// <exception cref="InvalidOperationException">No graph is being written on this thread.</exception>
    public static Graph Current =>
        current ?? throw new InvalidOperationException(
            "No graph is being written on this thread; symbols exist only inside Function.Trace or a Graph.Use scope. "
            + "Outside of functions values are tensors, as Tensor.FromArray and Ops.Compute make them.");

    /// <summary>Whether a graph is being written on this thread.</summary>
    public static bool HasCurrent => current is not null;

    internal GraphHandle Handle
    {
        get
        {
            return !handle.IsClosed ? handle : throw new ObjectDisposedException(
                nameof(Graph),
                "This is a symbol of another program: the function that it was computed in is complete, and its graph is disposed. "
                + "Compute the value anew in each function, or keep it in a weight.");
        }
    }

    internal GraphHash Hash { get; } = new();

    /// <summary>Sets the graph of the thread until the result is disposed.</summary>
    public Scope Use() => new(this);

    /// <summary>An input of the graph.</summary>
    /// <param name="dtype">The type of its elements.</param>
    /// <param name="shape">Its axes; unknown ones are allowed.</param>
    /// <param name="name">The operation's name.</param>
    public Symbol Placeholder(DType dtype, Shape shape, string? name = null) =>
        new OperationBuilder(this, "Placeholder", name).Attribute("dtype", dtype).Attribute("shape", shape).Build()[0];

    /// <summary>Whether XLA compiles the graph, so that operations that only XLA has may be written in it. Default: false.</summary>
    public bool IsCompiled { get; init; }

    /// <summary>
    /// Whether functions made of this graph, and of the bodies of loops and branches in it, run often with ordinary kernels, so that this
    /// library's own take the place of those that are slower; see <see cref="RuntimeOptions.UseOwnKernels"/>. Default: false.
    /// </summary>
    public bool IsOptimized
    {
        get => field || Outer?.IsOptimized == true;
        set;
    }

    /// <summary>
    /// Whether layers are written into this graph, and into the bodies of loops and branches in it, as operations that have kernels of this
    /// library; see <see cref="FusedOps"/>. Default: false.
    /// </summary>
    public bool UsesFusedOps
    {
        get => field || Outer?.UsesFusedOps == true;
        set;
    }

    /// <summary>
    /// Gives the symbol of a constant of more than 16 KiB: an input of the function, say, to which the value is given at each call. What it
    /// has no symbol for becomes an operation that holds the value, of which the runtime makes several copies; so does everything where
    /// this is null, the default.
    /// </summary>
    public Func<Tensor, Symbol?>? ConstantSource { get; set; }

    /// <summary>A constant.</summary>
    /// <param name="value">Its value, copied into the graph unless <see cref="ConstantSource"/> gives a symbol for it.</param>
    /// <param name="name">The operation's name.</param>
    public Symbol Constant(Tensor value, string? name = null)
    {
        Graph outermost = this;
        while (outermost.Outer is { } around)
            outermost = around;
        if (outermost.ConstantSource is { } source && value.DType.Size > 0 && value.ByteLength > LargeConstant
            && source(value) is { } symbol)
            return Resolve(symbol) ?? throw new InvalidOperationException("The source of constants gave a symbol of another graph.");
        return new OperationBuilder(this, "Const", name).Attribute("value", value).Attribute("dtype", value.DType).Build()[0];
    }

    /// <summary>A constant number, rounded to the type wanted.</summary>
    /// <param name="value">The number.</param>
    /// <param name="dtype">The type wanted.</param>
    /// <exception cref="ArgumentException">The type is an integer type and the number is fractional.</exception>
    /// <exception cref="OverflowException">The type is an integer type and the number is out of its range.</exception>
    public Symbol Constant(double value, DType dtype)
    {
        try
        {
            using Tensor tensor = Tensor.NumberOf(value, dtype);
            return Constant(tensor);
        }
        catch (OverflowException e)
        {
            throw new OverflowException($"{value} is out of the range of {dtype.StandardName}; Cast the symbol to a wider type first.", e);
        }
    }

    /// <summary>A constant list of integers (int32): axes, sizes, a shape.</summary>
    /// <param name="values">The numbers.</param>
    public Symbol Constant(params ReadOnlySpan<int> values)
    {
        using Tensor tensor = Tensor.Create(values);
        return Constant(tensor);
    }

    /// <summary>Registers a function, so that operations of this graph can call it.</summary>
    /// <param name="function">The function.</param>
    public void Import(Function function) => Import(function.Definition);

    /// <summary>
    /// A digest of everything added to the graph so far, in order, and of the symbols given: equal ones compute the same. A function is
    /// named after such a digest.
    /// </summary>
    /// <param name="symbols">Symbols of this graph.</param>
    public string Digest(params ReadOnlySpan<Symbol> symbols)
    {
        using GraphHash digest = new();
        digest.Add(Hash.Current()).Add(symbols.Length);
        foreach (Symbol symbol in symbols)
            digest.Add(symbol);
        return digest.Current();
    }

    /// <summary>The graph as a serialized <c>tensorflow.GraphDef</c>.</summary>
    public byte[] ToGraphDef()
    {
        using StatusHandle status = new();
        using BufferHandle buffer = new(NativeMethods.TF_NewBuffer());
        NativeMethods.TF_GraphToGraphDef(Handle, buffer, status);
        status.ThrowIfError("serialize a graph");
        return TensorBuffer.ToArray(buffer);
    }

    /// <summary>Frees the graph. Functions made of it live on.</summary>
    public void Dispose()
    {
        handle.Dispose();
        Hash.Dispose();
    }

    internal void Import(FunctionHandle function)
    {
        if (Handle.Functions.Contains(function))
            return;
        Handle.Hold(function);
        using StatusHandle status = new();
        NativeMethods.TF_GraphCopyFunction(Handle, function, 0, status);
        status.ThrowIfError($"import the function '{function.Name}'");
    }

    /// <summary>A function that operations of this graph call.</summary>
    internal FunctionHandle FunctionNamed(string name) =>
        Handle.Functions.FirstOrDefault(f => f.Name == name)
            ?? throw new ArgumentException($"The graph has no function '{name}'; import it first.", nameof(name));

    /// <summary>A constant list of strings.</summary>
    internal Symbol Strings(string name, ReadOnlySpan<string> values)
    {
        using Tensor tensor = Tensor.CreateStrings(values, [values.Length]);
        return Constant(tensor, name);
    }

    internal string UniqueName(string wanted)
    {
        int uses = names.GetValueOrDefault(wanted);
        names[wanted] = uses + 1;
        return uses == 0 ? wanted : UniqueName($"{wanted}_{uses}");
    }

    /// <summary>While it lives, a graph is that of the thread.</summary>
    public sealed class Scope : IDisposable
    {
        private readonly Graph? outer = current;
        private bool disposed;

        internal Scope(Graph graph) => current = graph;

        /// <summary>Restores the graph before.</summary>
        public void Dispose()
        {
            if (!disposed)
                current = outer;
            disposed = true;
        }
    }
}
