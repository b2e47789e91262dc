using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>
/// A symbolic tensor of a model: an input, or an output of a layer or an operation that was called on others. Its shape has the batch axis
/// first. A <see cref="Symbol"/> is a value of one function while that is written; a Keras tensor is an edge of a model and stays.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public partial class KerasTensor
{
    internal KerasTensor(Shape shape, DType dtype, string? name = null)
    {
        Shape = shape;
        DType = dtype;
        Name = name ?? AutoNames.Next("keras_tensor");
    }

    /// <summary>The shape with the batch axis; -1 for an unknown axis.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The name; an input's is that of its layer.</summary>
    public string Name { get; }

    /// <summary>The number of axes, the batch axis included.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The mask that later layers record with their calls; null where there is none, or none that is part of the graph.</summary>
    internal KerasTensor? Mask { get; set; }

    /// <summary>The layer or operation that gives this tensor.</summary>
    public KerasOperation Operation => Node.Operation;

    /// <summary>The call that gave this tensor.</summary>
    internal Node Node { get; private set; } = null!;

    /// <summary>The index among the call's outputs.</summary>
    internal int Index { get; private set; }

    /// <summary>The name, the type and the shape.</summary>
    public override string ToString() => $"KerasTensor '{Name}' {DType.StandardName} {Shape}";

    /// <summary>One tensor by itself, or the list of several.</summary>
    internal static Structure<KerasTensor> InOne(IReadOnlyList<KerasTensor> tensors) =>
        tensors.Count == 1 ? tensors[0] : new Structure<KerasTensor>([.. tensors.Select(t => (Structure<KerasTensor>)t)]);

    internal void SetHistory(Node node, int index) => (Node, Index) = (node, index);
}
