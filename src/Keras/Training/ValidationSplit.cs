using System.Globalization;

namespace Keras.Training;

/// <summary>Splits the samples into those to train on and those held out for validation
/// (<c>keras.trainers.data_adapters.data_adapter_utils.train_validation_split</c>).</summary>
internal static class ValidationSplit
{
    public static (Range Train, Range Validation) Of(int rows, double split)
    {
        int first = (int)Math.Floor(rows * (1 - split));
        if (first == 0 || first == rows)
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture,
                $"Fit: a validation split of {split} leaves {first} of {rows} samples for training and {rows - first} for validation; "
                + $"both need at least one."));
        return (..first, first..rows);
    }
}
