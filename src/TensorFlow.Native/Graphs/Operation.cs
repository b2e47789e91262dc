using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>One operation of a graph.</summary>
public readonly struct Operation : IEquatable<Operation>
{
    internal Operation(Graph graph, nint native)
    {
        Graph = graph;
        Native = native;
    }

    /// <summary>The graph it belongs to.</summary>
    public Graph Graph { get; }

    /// <summary>The name, unique in its graph.</summary>
    public string Name => Marshal.PtrToStringUTF8(NativeMethods.TF_OperationName(Native))!;

    /// <summary>The op: "MatMul".</summary>
    public string Type => Marshal.PtrToStringUTF8(NativeMethods.TF_OperationOpType(Native))!;

    /// <summary>The number of outputs.</summary>
    public int OutputCount => NativeMethods.TF_OperationNumOutputs(Native);

    /// <summary>The number of inputs.</summary>
    public int InputCount => NativeMethods.TF_OperationNumInputs(Native);

    /// <summary>All outputs.</summary>
    public Symbol[] Outputs => OutputList(0, OutputCount);

    internal nint Native { get; }

    /// <summary>An output.</summary>
    /// <param name="output">Which, from 0.</param>
    public Symbol this[int output] => new(this, output);

    /// <summary>Some outputs that follow one another.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    public Symbol[] OutputList(int start, int length)
    {
        Symbol[] outputs = new Symbol[length];
        for (int i = 0; i < length; i++)
            outputs[i] = this[start + i];
        return outputs;
    }

    /// <summary>The symbol that an input takes.</summary>
    /// <param name="input">Which, from 0.</param>
    public Symbol Input(int input)
    {
        OutputReference source = NativeMethods.TF_OperationInput(new(Native, input));
        return new(new(Graph, source.Operation), source.Index);
    }

    /// <inheritdoc/>
    public bool Equals(Operation other) => Native == other.Native;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Operation other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Native.GetHashCode();

    /// <summary>Whether two are the same operation.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Operation left, Operation right) => left.Equals(right);

    /// <summary>Whether two are different operations.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Operation left, Operation right) => !left.Equals(right);

    /// <summary>The op and the name.</summary>
    public override string ToString() => $"{Type} '{Name}'";
}
