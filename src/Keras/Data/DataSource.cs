using TensorFlow;

namespace Keras.Pipelines;

/// <summary>
/// The tensor of a column. The copy of an array is freed when the last run that uses it ends, and copied again for the next run, because
/// the garbage collector does not account for native memory.
/// </summary>
internal sealed class DataSource
{
    private readonly Lock gate = new();
    private readonly Func<Tensor>? copy;
    private Tensor? tensor;
    private int uses;
    private bool isHandedOut;

    /// <summary>Creates a source of a tensor, which the caller disposes.</summary>
    public DataSource(Tensor tensor)
    {
        this.tensor = tensor;
        (DType, Shape, ByteLength) = (tensor.DType, tensor.Shape, tensor.ByteLength);
        if (tensor.Rank < 1)
            throw new ShapeException(
                $"Expected data with the samples on the first axis, got {tensor.Shape}; put a single sample into an array of one.");
    }

    /// <summary>Creates a source of a copy, which is copied now.</summary>
    /// <param name="copy">Creates the copy.</param>
    public DataSource(Func<Tensor> copy)
        : this(copy()) => this.copy = copy;

    public DType DType { get; }

    public Shape Shape { get; }

    public long ByteLength { get; }

    /// <summary>The tensor; valid until the last <see cref="Use"/> ends.</summary>
    public Tensor Tensor
    {
        get
        {
            lock (gate)
                return tensor ??= copy!();
        }
    }

    /// <summary>The tensor for a caller who may keep it.</summary>
    public Tensor HandOut()
    {
        lock (gate)
        {
            isHandedOut = true;
            return tensor ??= copy!();
        }
    }

    /// <summary>Keeps the tensor until the result is disposed.</summary>
    public IDisposable Use()
    {
        lock (gate)
        {
            uses++;
            return new Usage(this);
        }
    }

    /// <summary>Frees a copy that is not in use.</summary>
    public void Free()
    {
        lock (gate)
        {
            if (uses > 0 || isHandedOut || copy is null)
                return;
            tensor?.Dispose();
            tensor = null;
        }
    }

    private sealed class Usage(DataSource source) : IDisposable
    {
        private DataSource? used = source;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref used, null) is not { } ended)
                return;
            lock (ended.gate)
            {
                ended.uses--;
                ended.Free();
            }
        }
    }
}
