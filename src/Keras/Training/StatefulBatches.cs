using Keras.Layers;

namespace Keras.Training;

/// <summary>Refuses batches of another size than that of the states that a stateful recurrent layer keeps.</summary>
internal static class StatefulBatches
{
    /// <summary>Whether a layer of the model keeps its states from batch to batch.</summary>
    public static bool AreIn(Model model) => model.Tree().OfType<RNN>().Any(l => l.StateBatchSize is not null);

    /// <summary>Checks the size of a batch that is about to run.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="batchRows">Samples of the batch.</param>
    /// <exception cref="ShapeException">A stateful layer has states of another number of samples.</exception>
    public static void Check(Model model, long batchRows)
    {
        if (model.Tree().OfType<RNN>().FirstOrDefault(l => l.StateBatchSize is { } kept && kept != batchRows) is { } layer)
            throw layer.PartialBatch($"{batchRows}");
    }
}
