using TensorFlow;

namespace Keras;

/// <content>The value, which functions on several threads read and replace.</content>
public sealed partial class Weight
{
    // Under WeightValue.Gate.
    private WeightValue? current;
    private WeightLoan? loan;
    private long version;
    private bool disposed;

    /// <summary>The number of changes of the value, with which holders of copies detect outdated ones.</summary>
    internal long Version => Volatile.Read(ref version);

    /// <summary>Whether the weight was disposed.</summary>
    internal bool IsDisposed => Volatile.Read(ref disposed);

    /// <summary>Whether the weight has a value.</summary>
    internal bool IsInitialized => Volatile.Read(ref loan) is not null || Volatile.Read(ref current) is not null;

    /// <summary>Assigns a new value.</summary>
    /// <param name="value">The new value, of the weight's shape; numbers are converted to the weight's type.</param>
    /// <exception cref="ShapeException">The value does not have the weight's shape.</exception>
    public void Assign(Tensor value) => AssignAll([this], [value]);

    /// <summary>Reads the current value.</summary>
    /// <returns>The value; the caller disposes it.</returns>
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

    /// <summary>Frees the value.</summary>
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

    /// <summary>Assigns new values to weights, all at one moment. If any value is refused, no weight changes.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">The new values, one for each weight; numbers are converted to the weight's type.</param>
    /// <exception cref="ShapeException">A value does not have its weight's shape.</exception>
    /// <exception cref="ArgumentException">A value holds strings, the weight numbers.</exception>
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
    /// Gives weights the values that a function computed. A weight that was assigned meanwhile keeps the assigned value, as if it had been
    /// assigned right afterwards.
    /// </summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">The computed values.</param>
    /// <param name="versions">The versions of the values from which the function computed them.</param>
    /// <param name="loan">The function's exclusive use of some of the weights, which ends; null for none.</param>
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

    /// <summary>Keeps the values of weights, all of one moment, and initializes weights that have none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="values">Receives the values, which the caller releases.</param>
    /// <param name="versions">Receives their versions.</param>
    /// <param name="taken">The positions of the weights whose values the caller takes out for exclusive use.</param>
    /// <param name="loan">The exclusive use; null for none.</param>
    /// <exception cref="ObjectDisposedException">A weight was disposed.</exception>
    internal static void KeepAll(
        IReadOnlyList<Weight> weights, WeightValue?[] values, long[] versions, ReadOnlySpan<int> taken = default, WeightLoan? loan = null)
    {
        WeightLoan? awaited = null;
        try
        {
            while (!TryKeepAll(weights, values, versions, taken, loan, out WeightLoan? next))
            {
                awaited?.EndWait();
                awaited = next;
                awaited?.Wait();
                foreach (Weight weight in weights)
                    weight.ThrowIfDisposed();
                WeightInitialization.Run(weights);
            }
        }
        finally
        {
            awaited?.EndWait();
        }
    }

    /// <summary>Sets the initial value, unless another thread has set one meanwhile.</summary>
    /// <param name="value">The value; the weight owns it from now on.</param>
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

    /// <summary>Drops the value, so that the initializer creates a new one.</summary>
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

    // Under the gate. Returns the value to release.
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
