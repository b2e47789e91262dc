using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>
/// A variable of a model: a kernel, a moving mean, an optimizer's momentum, a metric's total. While a layer, loss, metric or optimizer
/// writes its part of a program, a weight stands for its value and can be given a new one; between programs it is read and set with
/// tensors.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Weight : IUsed, ITracedWeight, IDisposable
{
    internal Weight(string name, Shape shape, DType dtype, Initializer initializer)
    {
        if (!shape.IsFullyKnown)
            throw new ShapeException($"Weight '{name}': expected the length of every axis to be known, got {shape}.");
        Name = name;
        Path = name;
        Shape = shape;
        DType = dtype;
        Initializer = initializer;
    }

    /// <summary>The name within the owner: "kernel".</summary>
    public string Name { get; }

    /// <summary>
    /// The name with those of its owners: "sequential/dense/kernel"; as in Keras without the model's where the model was read from a file
    /// or JSON.
    /// </summary>
    public string Path { get; internal set; }

    /// <summary>The axes.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; internal set; }

    /// <summary>Whether training changes it by gradients. False for statistics and for the weights of a frozen layer.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// Whether an optimizer puts the gradient in the place of the value instead of taking a step along it: for scales that a layer computes
    /// as gradients, as those of float8.
    /// </summary>
    public bool OverwriteWithGradient { get; internal set; }

    /// <summary>Whether the weight was created trainable, which determines its place among the layer's weights.</summary>
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

    /// <summary>A part of its value in the function being written on this thread, as NumPy indexes.</summary>
    /// <param name="indices">The entries of the index expression, as those of a symbol.</param>
    public Symbol this[params ReadOnlySpan<Indexer> indices] => ToSymbol()[indices];

    /// <summary>The symbol of the value in the function being written on this thread, in the type of the weight or of the
    /// computation.</summary>
    /// <param name="autocast">
    /// Whether a layer that computes in half precision gets the value in that type, as by <see cref="ToSymbol()"/>; otherwise the
    /// value keeps the weight's type, for statistics and other computations in full precision.
    /// </param>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public Symbol ToSymbol(bool autocast) => autocast ? ToSymbol() : TraceContext.Current.ReadExact(this);

    /// <summary>Gives it a new value in the function being written on this thread.</summary>
    /// <param name="value">The new value, of its shape.</param>
    public void Assign(Symbol value) => TraceContext.Current.Write(this, value);

    /// <summary>Adds to its value in the function being written on this thread.</summary>
    /// <param name="difference">The summand.</param>
    public void AssignAdd(Symbol difference) => Assign(ToSymbol() + difference);

    /// <summary>Subtracts from its value in the function being written on this thread.</summary>
    /// <param name="difference">The subtrahend.</param>
    public void AssignSub(Symbol difference) => Assign(ToSymbol() - difference);

    /// <summary>
    /// Adds to single rows of its value in the function being written on this thread. In a step of training the time does not grow with the
    /// number of the other rows, where only gathers read the value (<c>tf.Variable.scatter_add</c>).
    /// </summary>
    /// <param name="rows">The summands; those of one index add up. Each index is that of an existing row.</param>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public void ScatterAdd(IndexedSlices rows) => WriteRows(rows, subtracts: false);

    /// <summary>
    /// Subtracts from single rows of its value in the function being written on this thread, as <see cref="ScatterAdd"/> adds
    /// (<c>tf.Variable.scatter_sub</c>).
    /// </summary>
    /// <inheritdoc cref="ScatterAdd"/>
    /// <param name="rows">The subtrahends; those of one index add up. Each index is that of an existing row.</param>
    public void ScatterSub(IndexedSlices rows) => WriteRows(rows, subtracts: true);

    /// <summary>The path, type and shape.</summary>
    public override string ToString() => $"Weight '{Path}' {DType.StandardName} {Shape}";

    private void WriteRows(IndexedSlices rows, bool subtracts)
    {
        ArgumentNullException.ThrowIfNull(rows);
        TraceContext.Current.WriteRows(this, rows, subtracts);
    }
}
