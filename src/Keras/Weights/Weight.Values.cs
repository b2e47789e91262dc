using TensorFlow;

namespace Keras;

/// <content>The value: kept, exchanged and published by functions on several threads.</content>
public sealed partial class Weight
{
    // Under WeightValue.Gate.
    private WeightValue? current;
    private WeightLoan? loan;
    private long version;
    private bool disposed;

    /// <summary>The number of changes of the value, so that the holder of a copy knows when it is outdated.</summary>
    internal long Version => Volatile.Read(ref version);

    /// <summary>Whether the object was disposed.</summary>
    internal bool IsDisposed => Volatile.Read(ref disposed);

    /// <summary>Whether the weight has values yet.</summary>
    internal bool IsInitialized => Volatile.Read(ref loan) is not null || Volatile.Read(ref current) is not null;

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

    /// <summary>Gives weights new values, all at one moment; where one has another shape, none is changed.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">The new values, one for each; numbers are converted to the weight's type.</param>
    /// <exception cref="ShapeException">A shape is another.</exception>
    /// <exception cref="ArgumentException">A value has strings for numbers.</exception>
    internal static void AssignAll(IReadOnlyList<Weight> weights, IReadOnlyList<Tensor> values)
    {
        for (int i = 0; i < weights.Count; i++)
        {
            weights[i].ThrowIfDisposed();
            if (values[i].Shape != weights[i].Shape)
                throw new ShapeException(
                    $"Weight '{weights[i].Path}': expected a value of shape {weights[i].Shape}, got {values[i].Shape}.");
            if (values[i].DType == DType.String && weights[i].DType != DType.String)
                throw new ArgumentException($"Weight '{weights[i].Path}': expected {weights[i].DType.StandardName}, got strings.");
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
    /// <param name="loan">The time, which ends, for which the function had some of them for itself; null for none.</param>
    internal static void Publish(
        ReadOnlySpan<Weight> weights, Span<WeightValue?> values, ReadOnlySpan<long> versions, WeightLoan? loan = null)
    {
        lock (WeightValue.Gate)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                if (weights[i].version == versions[i])
                    values[i] = weights[i].Exchange(values[i]!);
                if (weights[i].loan == loan)
                    weights[i].loan = null;
            }
        }

        loan?.End();
        ChangeCount.Add();
        WeightValue.Release(values);
    }

    /// <summary>Keeps the values of weights, all of one moment, and makes first values where there are none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">Gets the values, to be released.</param>
    /// <param name="versions">Gets their versions.</param>
    /// <param name="taken">The positions of those that a function gets for itself: their values are the caller's.</param>
    /// <param name="loan">The time for which it gets them; null for none.</param>
    /// <exception cref="ObjectDisposedException">A weight was disposed.</exception>
    internal static void KeepAll(
        IReadOnlyList<Weight> weights, WeightValue?[] values, long[] versions, ReadOnlySpan<int> taken = default, WeightLoan? loan = null)
    {
        WeightLoan? awaited = null;
        try
        {
            while (!TryKeepAll(weights, values, versions, taken, loan, out WeightLoan? next))
            {
                awaited?.GoOn();
                awaited = next;
                awaited?.Wait();
                foreach (Weight weight in weights)
                    weight.ThrowIfDisposed();
                WeightInitialization.Run(weights);
            }
        }
        finally
        {
            awaited?.GoOn();
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
            if (current is null && loan is null)
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
            (freed, current, loan) = (current, null, null);
        }

        ChangeCount.Add();
        freed?.Release();
    }

    private static bool TryKeepAll(
        IReadOnlyList<Weight> weights, WeightValue?[] values, long[] versions, ReadOnlySpan<int> taken, WeightLoan? loan,
        out WeightLoan? awaited)
    {
        awaited = null;
        lock (WeightValue.Gate)
        {
            for (int i = 0; i < weights.Count; i++)
            {
                values[i] = WeightSnapshot.Find(weights[i]) ?? weights[i].current;
                if (values[i] is null)
                {
                    awaited = weights[i].loan;
                    Array.Clear(values);
                    return false;
                }

                versions[i] = weights[i].version;
            }

            for (int i = 0; i < weights.Count; i++)
                _ = values[i]!.Keep();
            foreach (int i in taken)
            {
                if (values[i] is not { } value || value != weights[i].current)
                    continue;
                value.Drop();
                (weights[i].current, weights[i].loan) = (null, loan);
            }

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
                Path, $"The weight '{Path}' was disposed with the layer, optimizer or metric that owned it; make a new one.");
    }
}
