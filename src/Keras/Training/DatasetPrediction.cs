using TensorFlow;

namespace Keras;

/// <summary>Prediction for the batches of a dataset, one after another.</summary>
internal static class DatasetPrediction
{
    /// <summary>Computes the outputs for all batches and joins them.</summary>
    /// <param name="predict">Computes the outputs for one batch of inputs.</param>
    /// <param name="model">The model, for callbacks.</param>
    /// <param name="data">The batches.</param>
    /// <param name="callbacks">Callbacks of the prediction.</param>
    /// <param name="cancellationToken">Ends it before the next batch.</param>
    public static Tensor Run(Func<Data, Tensor> predict, Model model, BatchDataset data, IReadOnlyList<Callback> callbacks, CancellationToken cancellationToken)
    {
        List<Tensor> outputs = [];
        try
        {
            foreach (Callback callback in callbacks)
            {
                callback.Attach(model, new());
                callback.OnPredictBegin(new());
            }

            foreach (Batch batch in data.Batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (Callback callback in callbacks)
                    callback.OnPredictBatchBegin(outputs.Count, new());
                outputs.Add(Predict(predict, batch, data.Transforms));
                foreach (Callback callback in callbacks)
                    callback.OnPredictBatchEnd(outputs.Count - 1, new());
            }

            Tensor result = Join(outputs);
            foreach (Callback callback in callbacks)
                callback.OnPredictEnd(new());
            return result;
        }
        finally
        {
            foreach (Tensor output in outputs)
                output.Dispose();
        }
    }

    /// <summary>Computes the outputs for samples held in memory, of which the dataset's functions make the inputs that the model sees.</summary>
    public static Tensor Predict(Func<Data, Tensor> predict, Batch rows, BatchTransform[] transforms)
    {
        if (transforms.Length == 0)
            return predict(rows.X);
        using Tensor inputs = Inputs(rows with { SampleWeight = null }, transforms);
        return predict(inputs);
    }

    private static Tensor Inputs(Batch rows, BatchTransform[] transforms)
    {
        Pipeline pipeline = new(rows, transforms);
        using Function function = Function.Trace("inputs", pipeline.Columns(rows.X.Count), c => [pipeline.Apply(c).X]);
        IDisposable[] uses = [.. rows.Columns.Select(c => c.Source.Use())];
        List<DeviceTensor> inputs = [];
        try
        {
            inputs.AddRange(rows.Columns.Select(c => DeviceTensor.From(c.Source.Tensor)));
            using DeviceTensor output = function.Invoke([.. inputs])[0];
            return output.ToTensor();
        }
        finally
        {
            foreach (IDisposable used in uses.Concat(inputs))
                used.Dispose();
        }
    }

    private static Tensor Join(List<Tensor> outputs)
    {
        if (outputs.Count == 0)
            throw new ArgumentException("Predict: the dataset has no batches.");
        Tensor first = outputs[0];
        using TensorBuilder whole = new(first.DType, first.Shape[1..].Prepend(outputs.Sum(o => o.Shape[0])));
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Shape[1..] != first.Shape[1..])
                throw new ShapeException($"Predict: expected outputs of shape {first.Shape[1..].Prepend(Shape.UnknownDimension)} for each batch, got {outputs[i].Shape} for batch {i}; predict batches of other shapes by themselves.");
            whole.Append(outputs[i]);
        }

        return whole.ToTensor();
    }
}
