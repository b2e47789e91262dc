using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>
/// A variable of a model: a kernel, a moving mean, an optimizer's momentum, a metric's total. While a layer, loss, metric or
/// optimizer writes its part of a program, a weight stands for its value and can be given a new one; between programs it is read and set
/// with tensors.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Weight : IUsed, ITracedWeight, IDisposable
{
    // Under WeightValue.Gate.
    private WeightValue? current;
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
    /// Whether an optimizer puts the gradient in the place of the value instead of taking a step along it: for scales that a layer
    /// computes as gradients, as those of float8.
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

    /// <summary>The number of changes of the value, so that the holder of a copy knows when it is outdated.</summary>
    internal long Version => Volatile.Read(ref version);

    /// <summary>Whether the object was disposed.</summary>
    internal bool IsDisposed => Volatile.Read(ref disposed);

    string IUsed.Designation => $"the weight '{Path}'";

    /// <summary>Whether the weight has values yet.</summary>
    internal bool IsInitialized => Volatile.Read(ref current) is not null;

    /// <summary>The symbol of its value in the function being written on this thread.</summary>
    /// <param name="weight">The weight.</param>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public static implicit operator Symbol(Weight weight) => weight.ToSymbol();

    /// <summary>The symbol of its value in the function being written on this thread.</summary>
    /// <exception cref="InvalidOperationException">No function is being written.</exception>
    public Symbol ToSymbol() => TraceContext.Current.Read(this);

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

    /// <summary>Assigns a new value now.</summary>
    /// <param name="value">The new value, of the weight's shape; numbers are converted to the weight's type.</param>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public void Assign(Tensor value) => AssignAll([this], [value]);

    /// <summary>The current value.</summary>
    public Tensor Read()
    {
        WeightValue?[] values = new WeightValue?[1];
        KeepAll([this], values, new long[1]);
        try
        {
            return values[0]!.ToTensor();
        }
        finally
        {
            WeightValue.Release(values);
        }
    }

    /// <summary>Frees its value.</summary>
    public void Dispose()
    {
        WeightValue? freed;
        lock (WeightValue.Gate)
        {
            disposed = true;
            (freed, current) = (current, null);
        }

        ChangeCount.Add();
        freed?.Release();
    }

    /// <summary>The path, type and shape.</summary>
    public override string ToString() => $"Weight '{Path}' {DType.StandardName} {Shape}";

    /// <summary>Gives weights new values, all at one moment; where one has another shape, none is changed.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">The new values, one for each; numbers are converted to the weight's type.</param>
    /// <exception cref="ShapeException">A shape is another.</exception>
    internal static void AssignAll(IReadOnlyList<Weight> weights, IReadOnlyList<Tensor> values)
    {
        for (int i = 0; i < weights.Count; i++)
        {
            weights[i].ThrowIfDisposed();
            if (values[i].Shape != weights[i].Shape)
                throw new ShapeException(
                    $"Weight '{weights[i].Path}': expected a value of shape {weights[i].Shape}, got {values[i].Shape}.");
        }

        WeightValue?[] made = new WeightValue?[weights.Count];
        try
        {
            for (int i = 0; i < made.Length; i++)
            {
                using Tensor? converted = values[i].DType == weights[i].DType ? null : values[i].Cast(weights[i].DType);
                made[i] = new(DeviceTensor.From(converted ?? values[i]), DeviceScope.Current);
            }
        }
        catch
        {
            WeightValue.Release(made);
            throw;
        }

        lock (WeightValue.Gate)
        {
            for (int i = 0; i < made.Length; i++)
                made[i] = weights[i].Exchange(made[i]!);
        }

        ChangeCount.Add();
        WeightValue.Release(made);
    }

    /// <summary>
    /// Takes what a function computed. A weight that was assigned meanwhile keeps that value, as if it had been assigned right afterwards.
    /// </summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">The computed values.</param>
    /// <param name="versions">The versions of the values that it was computed from.</param>
    internal static void Publish(ReadOnlySpan<Weight> weights, Span<WeightValue?> values, ReadOnlySpan<long> versions)
    {
        lock (WeightValue.Gate)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                if (weights[i].version == versions[i])
                    values[i] = weights[i].Exchange(values[i]!);
            }
        }

        ChangeCount.Add();
        WeightValue.Release(values);
    }

    /// <summary>Keeps the values of weights, all of one moment, and makes first values where there are none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">Gets the values, to be released.</param>
    /// <param name="versions">Gets their versions.</param>
    /// <exception cref="ObjectDisposedException">A weight was disposed.</exception>
    internal static void KeepAll(IReadOnlyList<Weight> weights, WeightValue?[] values, long[] versions)
    {
        while (!TryKeepAll(weights, values, versions))
        {
            foreach (Weight weight in weights)
                weight.ThrowIfDisposed();
            WeightInitialization.Run(weights);
        }
    }

    /// <summary>Gives it its first value, unless it has got one meanwhile.</summary>
    /// <param name="value">The value, which is the weight's from now on.</param>
    /// <param name="device">The device; null for the runtime's choice.</param>
    internal void Initialize(DeviceTensor value, Device? device)
    {
        WeightValue? first = new(value, device);
        lock (WeightValue.Gate)
        {
            if (current is null)
                first = Exchange(first);
        }

        ChangeCount.Add();
        first?.Release();
    }

    /// <summary>Forgets its value, so that its initializer gives it a new one.</summary>
    internal void Reset()
    {
        WeightValue? freed;
        lock (WeightValue.Gate)
        {
            version++;
            (freed, current) = (current, null);
        }

        ChangeCount.Add();
        freed?.Release();
    }

    private static bool TryKeepAll(IReadOnlyList<Weight> weights, WeightValue?[] values, long[] versions)
    {
        lock (WeightValue.Gate)
        {
            for (int i = 0; i < weights.Count; i++)
            {
                values[i] = WeightSnapshot.Find(weights[i]) ?? weights[i].current;
                if (values[i] is null)
                {
                    Array.Clear(values);
                    return false;
                }

                versions[i] = weights[i].version;
            }

            for (int i = 0; i < weights.Count; i++)
                _ = values[i]!.Keep();
            return true;
        }
    }

    // Under the gate. Returns what is to be released.
    private WeightValue? Exchange(WeightValue value)
    {
        if (disposed)
            return value;
        WeightValue? before = current;
        value.TakePlaceOf(before);
        current = value;
        version++;
        return before;
    }

    private void ThrowIfDisposed()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(
                Path, $"The weight '{Path}' was disposed with the layer or the optimizer that owned it; make a new one.");
    }
}
