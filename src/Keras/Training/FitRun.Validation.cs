using Keras.Pipelines;

namespace Keras.Training;

/// <content>Validation on given data, or on samples held out.</content>
internal sealed partial class FitRun
{
    /// <summary>The samples to train on, and the validation, if any.</summary>
    private (Range Train, EvaluateRun? Validation) Validation()
    {
        if (options.ValidationData is { } given)
            return (.., Validation(given, null));
        if (options.ValidationSplit == 0)
            return (.., null);
        if (dataset is not TensorDataset tensors)
            throw new ArgumentException("Fit: a dataset of batches cannot be split; give ValidationData instead of ValidationSplit.");
        (Range range, Range kept) = ValidationSplit.Of(checked((int)tensors.Rows.X.Count), options.ValidationSplit);
        return (range, Validation(tensors, kept));
    }

    private EvaluateRun Validation(Dataset on, Range? range) =>
        new(model, on, options.ValidationBatchSize ?? options.GivenBatchSize, options.ValidationSteps,
            stepsPerExecution, callbacks, range, "Fit, validation data");
}
