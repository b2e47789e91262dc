using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the layers that adapt to data before training, with statistics, bins or a vocabulary (<c>adapt</c> in Keras). Each call of
/// <c>Adapt</c> replaces what earlier ones learned.
/// </summary>
public abstract class AdaptedLayer : Layer
{
    private protected AdaptedLayer()
    {
    }

    /// <summary>Adapts the layer to samples held in memory.</summary>
    /// <param name="data">The samples on the first axis of an array, a tensor or a list.</param>
    /// <exception cref="ShapeException">The samples do not fit the layer.</exception>
    /// <exception cref="InvalidOperationException">The statistics or the vocabulary were given, or a model that has the layer is
    /// being trained.</exception>
    public void Adapt(Data data)
    {
        Required.Rows($"{ClassName} '{Name}': Adapt", "samples", data);
        if (!data.IsColumn)
            throw new ArgumentException(
                $"{ClassName} '{Name}': expected one column of samples, got {data}; call Adapt with one of them.", nameof(data));
        Learn(() =>
        {
            using AdaptationData samples = new(data);
            Update(samples.Tensor);
        });
    }

    /// <summary>Adapts the layer to the inputs of a dataset after its <c>Map</c>; to those of a stream batch by batch.</summary>
    /// <param name="dataset">The dataset: samples held in memory, or a stream larger than memory.</param>
    /// <param name="steps">The number of batches of a stream to adapt to; null (default) for all.</param>
    /// <exception cref="ArgumentException">The dataset has several inputs or no batches, or steps of samples in memory.</exception>
    /// <inheritdoc cref="Adapt(Data)"/>
    public void Adapt(Dataset dataset, int? steps = null)
    {
        Required.Rows($"{ClassName} '{Name}': Adapt", "a dataset", dataset);
        if (steps is { } given)
            Required.AtLeast($"{ClassName} '{Name}': Adapt", 1, given, nameof(steps));
        Learn(() => AdaptationBatches.Each(dataset, steps, this, Update));
    }

    /// <summary>Adapts the layer to a sequence of batches, which is enumerated once.</summary>
    /// <typeparam name="T">The type of a batch: an array, a tensor or a list of samples.</typeparam>
    /// <param name="batches">The batches, each with the samples along its first axis.</param>
    /// <param name="steps">The number of batches to adapt to; null (default) for all.</param>
    /// <exception cref="ArgumentException">There are no batches.</exception>
    /// <inheritdoc cref="Adapt(Data)"/>
    public void AdaptBatches<T>(IEnumerable<T> batches, int? steps = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(batches);
        Adapt(Dataset.FromBatches(batches.Select(b => new Batch(Data.From(b)) { IsTransient = true })), steps);
    }

    /// <summary>Whether the layer has to be adapted: not where its statistics or vocabulary were given.</summary>
    internal abstract bool HasToLearn { get; }

    /// <summary>Begins to adapt, as a part of a layer that adapts batch by batch.</summary>
    internal void BeginLearning()
    {
        ThrowIfDisposed();
        CheckAdaptable();
        Reset();
    }

    /// <summary>Adapts to a batch.</summary>
    internal void Learn(Tensor batch) => Update(batch);

    /// <summary>Takes over what was learned.</summary>
    internal void CompleteLearning()
    {
        Complete();
        MarkChanged();
    }

    /// <summary>Checks that the layer can be adapted.</summary>
    private protected virtual void CheckAdaptable()
    {
    }

    /// <summary>Forgets what was learned.</summary>
    private protected abstract void Reset();

    /// <summary>Adapts to a batch, or to all samples at once.</summary>
    private protected abstract void Update(Tensor batch);

    /// <summary>Takes over what was learned; functions that were written before are not used any more.</summary>
    private protected abstract void Complete();

    // What was learned before stays where the data turn out not to fit.
    private void Learn(Action update)
    {
        using Usage usage = Change("Adapt");
        BeginLearning();
        update();
        CompleteLearning();
    }
}
