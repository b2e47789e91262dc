using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>
/// A tensor that a model keeps: a kernel, a moving mean, an optimizer's momentum, a metric's total. While a layer, loss, metric or optimizer writes
/// its part of a program, a weight stands for its value and can be given a new one; between programs it is read and set with tensors.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Weight : IUsed, IDisposable
{
    private Variable? variable;
    private long version;
    private bool disposed;

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

    /// <summary>The name in its owner: "kernel".</summary>
    public string Name { get; }

    /// <summary>The name with those of its owners: "sequential/dense/kernel"; as in Keras without the model's where the model was read from a file or JSON.</summary>
    public string Path { get; internal set; }

    /// <summary>The axes.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; internal set; }

    /// <summary>Whether training changes it by gradients. False for statistics and for the weights of a frozen layer.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>Whether it was made to be trained, whatever became of it: its place among the layer's weights follows from that.</summary>
    internal bool BeganTrainable { get; init; } = true;

    /// <summary>The penalty on its values that is added to the loss; null for none.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>What is done to its values after each update; null for nothing.</summary>
    public Constraint? Constraint { get; init; }

    /// <summary>Where its first values come from.</summary>
    public Initializer Initializer { get; }

    /// <summary>Counts the changes of its value, so that who holds a copy knows when it is old.</summary>
    internal long Version => Volatile.Read(ref version);

    /// <summary>Whether it was disposed.</summary>
    internal bool IsDisposed => Volatile.Read(ref disposed);

    string IUsed.Designation => $"the weight '{Path}'";

    /// <summary>Whether it has values yet.</summary>
    internal bool IsInitialized => variable is not null;

    internal Variable Variable
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (variable is null)
                WeightInitialization.Run([this]);
            return variable!;
        }
    }

    /// <summary>The symbol of its value in the program that is being written on this thread.</summary>
    /// <param name="weight">The weight.</param>
    /// <exception cref="InvalidOperationException">No program is being written.</exception>
    public static implicit operator Symbol(Weight weight) => weight.ToSymbol();

    /// <summary>The symbol of its value in the program that is being written on this thread.</summary>
    /// <exception cref="InvalidOperationException">No program is being written.</exception>
    public Symbol ToSymbol() => Trace.Current.Read(this);

    /// <summary>Gives it a new value in the program that is being written on this thread.</summary>
    /// <param name="value">The new value, of its shape.</param>
    public void Assign(Symbol value) => Trace.Current.Write(this, value);

    /// <summary>Adds to its value in the program that is being written on this thread.</summary>
    /// <param name="difference">What to add.</param>
    public void AssignAdd(Symbol difference) => Assign(ToSymbol() + difference);

    /// <summary>Gives it a new value now.</summary>
    /// <param name="value">The new value, of its shape; numbers are converted to its type.</param>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public void Assign(Tensor value)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (value.Shape != Shape)
            throw new ShapeException($"Weight '{Path}': expected a value of shape {Shape}, got {value.Shape}.");
        using Tensor? converted = value.DType == DType ? null : value.Cast(DType);
        (variable ??= new(DType, Shape)).Assign(converted ?? value);
        MarkChanged();
    }

    /// <summary>Its value now.</summary>
    public Tensor Read() => Variable.Read();

    /// <summary>Frees its value.</summary>
    public void Dispose()
    {
        disposed = true;
        variable?.Dispose();
    }

    /// <summary>The path, type and shape.</summary>
    public override string ToString() => $"Weight '{Path}' {DType.StandardName} {Shape}";

    internal void Initialize(DeviceTensor value)
    {
        (variable ??= new(DType, Shape)).Assign(value);
        MarkChanged();
    }

    /// <summary>Notes that a program gave it a new value.</summary>
    internal void MarkChanged() => Interlocked.Increment(ref version);

    /// <summary>Forgets its value, so that its initializer gives it a new one.</summary>
    internal void Reset()
    {
        variable?.Dispose();
        variable = null;
        MarkChanged();
    }
}
