using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>
/// A variable of a model, such as a kernel, a moving mean, a momentum of an optimizer or the total of a metric (<c>keras.Variable</c>). In
/// a function being written, a weight converts to the symbol of its value and is assigned symbols; elsewhere it is read and assigned as a
/// tensor.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Weight : IUsed, ITracedWeight, IDisposable
{
    internal Weight(string name, Shape shape, DType dtype, Initializer initializer)
    {
        if (!shape.IsFullyKnown)
            throw new ShapeException($"Weight '{name}': expected the length of every axis to be known, got {shape}.");
        Required.ElementType($"Weight '{name}'", dtype);
        if (shape.Aggregate((double)Math.Max(1, dtype.Size), (bytes, length) => bytes * length) >= long.MaxValue)
            throw new ShapeException($"Weight '{name}': expected at most 2^63 bytes, got {dtype.StandardName} {shape}; make it smaller.");
        Name = name;
        Path = name;
        Shape = shape;
        DType = dtype;
        Initializer = initializer;
    }

    /// <summary>The name within the owner: "kernel".</summary>
    public string Name { get; }

    /// <summary>
    /// The name with those of its owners: "sequential/dense/kernel". As in Keras, without that of the model if the model was read from a
    /// file or JSON.
    /// </summary>
    public string Path { get; internal set; }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; internal set; }

    /// <summary>Whether gradients update the weight in training. False for moving statistics and for the weights of a frozen
    /// layer.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// Whether the optimizer replaces the value by the gradient instead of taking a step, for scales that a layer computes as gradients,
    /// such as those of float8.
    /// </summary>
    public bool OverwriteWithGradient { get; internal set; }

    /// <summary>Whether the weight was created trainable, which determines its position among the layer's weights.</summary>
    internal bool BeganTrainable { get; init; } = true;

    /// <summary>The regularizer, whose penalty is added to the loss; null for none.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>The constraint applied after each update; null for none.</summary>
    public Constraint? Constraint { get; init; }

    /// <summary>The initializer.</summary>
    public Initializer Initializer { get; }

    string IUsed.Designation => $"the weight '{Path}'";

    /// <summary>The symbol of its value in the function being written on this thread.</summary>
    /// <param name="weight">The weight.</param>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public static implicit operator Symbol(Weight weight) => weight.ToSymbol();

    /// <summary>The symbol of its value in the function being written on this thread.</summary>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public Symbol ToSymbol() => TraceContext.Current.Read(this);

    /// <summary>A part of its value in the function being written on this thread, with NumPy's indexing.</summary>
    /// <param name="indices">The entries of the index expression, as those of a symbol.</param>
    public Symbol this[params ReadOnlySpan<Indexer> indices] => ToSymbol()[indices];

    /// <summary>The symbol of the value in the function being written on this thread, in the type of the weight or of the
    /// computation.</summary>
    /// <param name="autocast">
    /// Whether a layer that computes in half precision gets the value in its compute type, as with <see cref="ToSymbol()"/>; otherwise the
    /// value keeps the weight's type, for statistics and other computations in full precision.
    /// </param>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public Symbol ToSymbol(bool autocast) => autocast ? ToSymbol() : TraceContext.Current.ReadExact(this);

    /// <summary>Assigns a new value in the function being written on this thread.</summary>
    /// <param name="value">The new value, of the weight's shape.</param>
    public void Assign(Symbol value) => TraceContext.Current.Write(this, value);

    /// <summary>Adds to its value in the function being written on this thread.</summary>
    /// <param name="difference">The summand.</param>
    public void AssignAdd(Symbol difference) => Assign(ToSymbol() + difference);

    /// <summary>Subtracts from its value in the function being written on this thread.</summary>
    /// <param name="difference">The subtrahend.</param>
    public void AssignSub(Symbol difference) => Assign(ToSymbol() - difference);

    /// <summary>
    /// Adds to single rows of its value in the function being written on this thread (<c>tf.Variable.scatter_add</c>). In a training step,
    /// the time does not depend on the number of other rows, if only gathers read the value.
    /// </summary>
    /// <param name="rows">The summands; those with the same index add up. All indices must be in range.</param>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public void ScatterAdd(IndexedSlices rows) => WriteRows(rows, subtracts: false);

    /// <summary>
    /// Subtracts from single rows of its value in the function being written on this thread (<c>tf.Variable.scatter_sub</c>), as <see
    /// cref="ScatterAdd"/> adds.
    /// </summary>
    /// <inheritdoc cref="ScatterAdd"/>
    /// <param name="rows">The subtrahends; those with the same index add up. All indices must be in range.</param>
    public void ScatterSub(IndexedSlices rows) => WriteRows(rows, subtracts: true);

    /// <summary>The path, type and shape.</summary>
    public override string ToString() => $"Weight '{Path}' {DType.StandardName} {Shape}";

    private void WriteRows(IndexedSlices rows, bool subtracts)
    {
        ArgumentNullException.ThrowIfNull(rows);
        TraceContext.Current.WriteRows(this, rows, subtracts);
    }
}
