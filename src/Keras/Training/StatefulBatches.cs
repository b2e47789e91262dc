using Keras.Layers;

namespace Keras.Training;

/// <summary>Refuses batches whose size differs from that of the states of a stateful recurrent layer.</summary>
internal static class StatefulBatches
{
    /// <summary>Whether the model has a stateful layer, which keeps its states from batch to batch.</summary>
    public static bool AreIn(Model model) => model.Tree().OfType<RNN>().Any(l => l.StateBatchSize is not null);

    /// <summary>Checks the size of a batch that is about to run.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="batchRows">The number of samples in the batch.</param>
    /// <exception cref="ShapeException">A stateful layer has states for another number of samples.</exception>
    public static void Check(Model model, long batchRows)
    {
        if (model.Tree().OfType<RNN>().FirstOrDefault(l => l.StateBatchSize is { } kept && kept != batchRows) is { } layer)
            throw layer.PartialBatch($"{batchRows}");
    }
}
