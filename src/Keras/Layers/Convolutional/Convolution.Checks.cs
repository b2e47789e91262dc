using TensorFlow;

namespace Keras.Layers;

/// <content>Checks of windows, strides, dilation rates and inputs against one another.</content>
public abstract partial class Convolution
{
    private protected virtual bool SupportsStridesWithDilation => false;

    private protected virtual bool SupportsCausalPadding => false;

    private int ChannelAxis => DataFormat == DataFormats.ChannelsFirst ? 1 : axes + 1;

    /// <summary>The size of the dilated kernel along a spatial axis.</summary>
    private protected long Extent(int axis) => ((kernelSize[axis] - 1L) * dilationRate[axis]) + 1;

    /// <summary>Whether inputs of a length along a spatial axis have any output.</summary>
    private protected virtual bool Fits(long length, int axis) => Padding != "valid" || length >= Extent(axis);

    private protected int Positive(int value, string argument) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(argument, value, $"{ClassName}: expected {argument} of at least 1, got {value}.");

    private int[] CheckDilation(SpatialSizes value)
    {
        int[] rates = value.For(axes, 1, $"{ClassName}, dilationRate");
        if (SupportsStridesWithDilation || strides.All(s => s == 1) || rates.All(d => d == 1))
            return rates;
        throw new ArgumentException(
            $"{ClassName}: strides above 1 do not go with dilation rates above 1, got strides {Steps} and dilation rates " +
            $"{SpatialSizes.Create(rates)}.",
            nameof(value));
    }

    private string CheckPadding(string padding)
    {
        string lower = padding?.ToLowerInvariant() ?? "null";
        string[] known = SupportsCausalPadding ? ["valid", "same", "causal"] : ["valid", "same"];
        return known.Contains(lower)
            ? lower
            : throw new ArgumentException(
                $"{ClassName}: expected the padding {string.Join(" or ", known)}, got '{padding}'.", nameof(padding));
    }

    private void RequireFit(Shape input)
    {
        int first = DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
        for (int i = 0; i < axes; i++)
        {
            if (input[first + i] >= 0 && !Fits(input[first + i], i))
                throw new ShapeException($"{ClassName} '{Name}': {Misfit(input)}");
        }
    }

    /// <summary>Why there is no output for an input.</summary>
    private protected virtual string Misfit(Shape input)
    {
        string gaps = dilationRate.Any(d => d > 1) ? $" with dilation rates {DilationRate}" : "";
        return $"a kernel of {SpatialSizes.Create(kernelSize)}{gaps} does not fit into {input}; use a smaller one, larger inputs or "
            + "padding 'same'.";
    }
}
