using Keras.Pipelines;
using TensorFlow;

namespace Keras.Training;

/// <summary>Predicts the batches of a stream.</summary>
internal static class DatasetPrediction
{
    /// <summary>Computes the outputs of all batches and concatenates them.</summary>
    /// <param name="predict">Computes the outputs of one batch.</param>
    /// <param name="model">The model, for callbacks.</param>
    /// <param name="data">The batches.</param>
    /// <param name="steps">The number of batches; null for all.</param>
    /// <param name="callbacks">Callbacks of the prediction.</param>
    /// <param name="cancellationToken">Cancels the prediction before the next batch.</param>
    public static Tensor[] Run(
        Func<Batch, Tensor[]> predict, Model model, BatchDataset data, int? steps, IReadOnlyList<Callback> callbacks,
        CancellationToken cancellationToken)
    {
        List<Tensor[]> outputs = [];
        using PredictCallbacks hooks = new(model, callbacks);
        try
        {
            hooks.Begin(new());
            foreach (Batch batch in steps is { } wanted ? data.Batches.Take(wanted) : data.Batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hooks.BeginBatch(outputs.Count);
                outputs.Add(predict(batch));
                hooks.EndBatch(outputs.Count - 1);
            }

            if (outputs.Count < steps)
                model.Warn($"Predict: the data ran out after {outputs.Count} of {steps} steps.");
            Tensor[] result = Join(outputs);
            hooks.End();
            return result;
        }
        finally
        {
            foreach (Tensor output in outputs.SelectMany(o => o))
                output.Dispose();
        }
    }

    private static Tensor[] Join(List<Tensor[]> outputs)
    {
        if (outputs.Count == 0)
            throw new ArgumentException(
                "Predict: expected a dataset of at least one batch, got an empty one; check the source of the batches.");
        using JoinedOutputs all = new(outputs.Sum(o => o[0].Shape[0]));
        foreach (Tensor[] output in outputs)
            all.Append(output);
        return all.ToTensors();
    }
}
