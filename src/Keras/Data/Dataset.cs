using TensorFlow;

namespace Keras;

/// <summary>What a model is trained on: inputs and targets held in memory, or batches that come one after another.</summary>
public abstract class Dataset
{
    private protected Dataset(BatchTransform[] transforms) => Transforms = transforms;

    internal BatchTransform[] Transforms { get; }

    /// <summary>Rows held in memory: inputs and targets.</summary>
    /// <param name="rows">The inputs and the targets.</param>
    public static implicit operator Dataset((Data X, Data Y) rows) => FromTensors(rows.X, rows.Y);

    /// <summary>Rows held in memory.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets; null where there are none.</param>
    /// <param name="sampleWeight">A weight for each row; null for 1.</param>
    /// <exception cref="ShapeException">The numbers of rows differ.</exception>
    public static Dataset FromTensors(Data x, Data? y = null, Data? sampleWeight = null) => new TensorDataset(new(x, y, sampleWeight), []);

    /// <summary>Batches that come one after another, each time the sequence is enumerated: once an epoch. They can be larger than memory together.</summary>
    /// <param name="batches">The batches, of equal size but for the last of an epoch.</param>
    public static Dataset FromBatches(IEnumerable<Batch> batches) => new BatchDataset(() => batches, []);

    /// <inheritdoc cref="FromBatches(IEnumerable{Batch})"/>
    public static Dataset FromBatches(IAsyncEnumerable<Batch> batches) => new BatchDataset(() => batches.ToBlockingEnumerable(), []);

    /// <inheritdoc cref="FromBatches(IEnumerable{Batch})"/>
    /// <typeparam name="TX">What the inputs are: arrays or tensors.</typeparam>
    /// <typeparam name="TY">What the targets are: arrays or tensors.</typeparam>
    public static Dataset FromBatches<TX, TY>(IEnumerable<(TX X, TY Y)> batches)
        where TX : notnull
        where TY : notnull =>
        new BatchDataset(() => batches.Select(b => new Batch(Data.From(b.X), Data.From(b.Y)) { IsTransient = true }), []);

    /// <inheritdoc cref="FromBatches{TX, TY}(IEnumerable{ValueTuple{TX, TY}})"/>
    public static Dataset FromBatches<TX, TY>(IAsyncEnumerable<(TX X, TY Y)> batches)
        where TX : notnull
        where TY : notnull =>
        new BatchDataset(() => batches.ToBlockingEnumerable().Select(b => new Batch(Data.From(b.X), Data.From(b.Y)) { IsTransient = true }), []);

    /// <summary>Applies a function to each batch, inside the compiled program.</summary>
    /// <param name="transform">Writes the function of inputs and targets; it must keep the rows.</param>
    public Dataset Map(Func<Symbol, Symbol, (Symbol X, Symbol Y)> transform) => With(new(transform));

    private protected abstract Dataset With(BatchTransform transform);
}
