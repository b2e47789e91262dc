using TensorFlow;

namespace Keras.Layers;

/// <summary>Makes grays of images in training, in as many channels as before.</summary>
[KerasSerializable]
public sealed partial class RandomGrayscale : ImagePreprocessingLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The probability that an image becomes gray, in [0, 1]. Default: 0.5.</param>
    /// <param name="dataFormat">"channels_last" (default) or "channels_first".</param>
    /// <param name="seed">The seed. Default: one that follows from <see cref="Runtime.Seed"/>. Configs do not have it, as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public RandomGrayscale(double factor = 0.5, string? dataFormat = null, long? seed = null)
        : base(dataFormat, seed) => Factor = factor is >= 0 and <= 1
            ? Hyperparameter.Meant(factor)
            : throw new ArgumentOutOfRangeException(
                nameof(factor), factor, string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"RandomGrayscale: expected a factor in [0, 1], got {factor}."));

    /// <summary>The probability that an image becomes gray.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    private protected override bool KeepsIntegers => true;

    private protected override IReadOnlyDictionary<string, Symbol> Draw(Symbol images, RandomSource source)
    {
        Symbol drawn = Uniform(source, images, (0, 1), 4);
        return new Dictionary<string, Symbol> { ["should_apply"] = RawOps.Less(drawn, drawn.Number(Factor)) };
    }

    private protected override Symbol Transform(Symbol x, ImageTransformation transformation, bool isMask) =>
        RawOps.SelectV2(transformation.Flags("should_apply"), Ops.Image.RgbToGrayscale(x), x).WithShape(x.Shape);
}
