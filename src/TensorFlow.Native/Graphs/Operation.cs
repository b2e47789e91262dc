using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>One operation of a graph.</summary>
public readonly partial struct Operation : IEquatable<Operation>
{
    private readonly nint native;

    internal Operation(Graph graph, nint native)
    {
        Graph = graph;
        this.native = native;
    }

    /// <summary>The graph it belongs to.</summary>
    public Graph Graph { get; }

    /// <summary>The name, unique in its graph.</summary>
    public string Name => Text(NativeMethods.TF_OperationName(Native));

    /// <summary>The op: "MatMul".</summary>
    public string Type => Graph?.Find(native)?.Type ?? Text(NativeMethods.TF_OperationOpType(Native));

    /// <summary>The number of outputs.</summary>
    public int OutputCount => Kept(NativeMethods.TF_OperationNumOutputs(Native));

    /// <summary>The number of inputs.</summary>
    public int InputCount => Kept(NativeMethods.TF_OperationNumInputs(Native));

    /// <summary>All outputs.</summary>
    public Symbol[] Outputs => OutputList(0, OutputCount);

    /// <summary>Points into the graph's memory, so it is given out only while there is a graph and it is not disposed.</summary>
    internal nint Native
    {
        get
        {
            if (Graph is null)
                throw new InvalidOperationException(
                    "A default Operation or Symbol belongs to no graph; take it from an operation that was built.");
            _ = Graph.Handle;
            return native;
        }
    }

    /// <summary>An output.</summary>
    /// <param name="output">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The operation has no such output.</exception>
    public Symbol this[int output] => (uint)output < (uint)OutputCount
        ? new(this, output)
        : throw new ArgumentOutOfRangeException(nameof(output), output, $"{this} has {OutputCount} outputs.");

    /// <summary>Some outputs that follow one another.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">The number of outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The operation has no such outputs.</exception>
    public Symbol[] OutputList(int start, int length)
    {
        Symbol[] outputs = new Symbol[length];
        for (int i = 0; i < length; i++)
            outputs[i] = this[checked(start + i)];
        return outputs;
    }

    /// <summary>The symbol that an input takes.</summary>
    /// <param name="input">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The operation has no such input.</exception>
    public Symbol Input(int input)
    {
        if ((uint)input >= (uint)InputCount)
            throw new ArgumentOutOfRangeException(nameof(input), input, $"{this} has {InputCount} inputs.");
        OutputReference source = NativeMethods.TF_OperationInput(new(Native, input));
        GC.KeepAlive(Graph);
        return new(new(Graph, source.Operation), source.Index);
    }

    /// <inheritdoc/>
    public bool Equals(Operation other) => native == other.native;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Operation other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => native.GetHashCode();

    /// <summary>Whether two are the same operation.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Operation left, Operation right) => left.Equals(right);

    /// <summary>Whether two are different operations.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Operation left, Operation right) => !left.Equals(right);

    /// <summary>The op and the name.</summary>
    public override string ToString() => Graph is null ? "no operation" : $"{Type} '{Name}'";

    // The graph owns what the calls read; it must not be collected before they return.
    private int Kept(int count)
    {
        GC.KeepAlive(Graph);
        return count;
    }

    private string Text(nint utf8)
    {
        string text = Marshal.PtrToStringUTF8(utf8)!;
        GC.KeepAlive(Graph);
        return text;
    }
}
