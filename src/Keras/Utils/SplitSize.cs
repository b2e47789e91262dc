using System.Globalization;

namespace Keras;

/// <summary>The size of a part of a dataset: a number of samples (<c>100</c>) or a fraction of them (<c>0.8</c>).</summary>
public readonly record struct SplitSize
{
    private readonly int samples;
    private readonly double fraction;

    private SplitSize(int samples, double fraction) => (this.samples, this.fraction) = (samples, fraction);

    /// <summary>Whether the size is a fraction.</summary>
    public bool IsFraction => samples == 0;

    /// <summary>Converts a number of samples.</summary>
    /// <param name="samples">The number, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less.</exception>
    public static implicit operator SplitSize(int samples) => FromInt32(samples);

    /// <summary>Converts a fraction of the samples.</summary>
    /// <param name="fraction">The fraction, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    public static implicit operator SplitSize(double fraction) => FromDouble(fraction);

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static SplitSize FromInt32(int samples) => samples >= 1
        ? new(samples, 0)
        : throw new ArgumentOutOfRangeException(
            nameof(samples), samples, "SplitDataset: expected at least one sample, or a fraction between 0 and 1 such as 0.8.");

    /// <inheritdoc cref="op_Implicit(double)"/>
    public static SplitSize FromDouble(double fraction) => fraction is > 0 and < 1
        ? new(0, Hyperparameter.Meant(fraction))
        : throw new ArgumentOutOfRangeException(
            nameof(fraction), fraction, "SplitDataset: expected a fraction between 0 and 1, or an integer for a number of samples.");

    /// <summary>The number of samples of a whole; halves are rounded to even numbers, as in Python.</summary>
    /// <param name="count">The number of samples of the whole.</param>
    public int Of(int count) => IsFraction ? (int)Math.Round(fraction * count, MidpointRounding.ToEven) : samples;

    /// <summary>The number or the fraction.</summary>
    public override string ToString() =>
        IsFraction ? fraction.ToString(CultureInfo.InvariantCulture) : samples.ToString(CultureInfo.InvariantCulture);
}
