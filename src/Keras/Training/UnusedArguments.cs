using System.Globalization;
using Keras.Pipelines;

namespace Keras.Training;

/// <summary>Warns of arguments of a run that other arguments make ineffective; Keras ignores them silently.</summary>
internal static class UnusedArguments
{
    /// <summary>Warns of options that the data or other options make ineffective.</summary>
    public static void Warn(Model model, Dataset data, FitOptions options)
    {
        WarnOfBatchSize(model, data, options.GivenBatchSize, "Fit");
        if (options.ValidationData is { } validation)
            WarnOfBatchSize(model, validation, options.ValidationBatchSize, "Fit", "validation batch size");
        if (data is BatchDataset && options.Shuffle == Shuffle.Batches)
            model.Warn("Fit: the shuffling inside of batches is ignored, because a stream has its own batches; shuffle them there.");
        if (options is { ValidationData: not null, ValidationSplit: not 0 })
        {
            string split = options.ValidationSplit.ToString(CultureInfo.InvariantCulture);
            model.Warn($"Fit: the validation split of {split} is ignored, because validation data are given; leave one of them out.");
        }
    }

    /// <summary>Warns of a batch size that is given for a stream.</summary>
    public static void WarnOfBatchSize(Model model, Dataset data, int? batchSize, string operation, string argument = "batch size")
    {
        if (batchSize is { } size && data is BatchDataset)
            model.Warn($"{operation}: the {argument} of {size} is ignored, because a stream has its own batches; leave it out.");
    }
}
