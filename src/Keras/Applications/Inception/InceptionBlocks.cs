using Keras.Layers;

namespace Keras.Applications;

/// <summary>Convolutions of the Inception networks.</summary>
internal static class InceptionBlocks
{
    /// <summary>A convolution without a bias, normalized and rectified; the three layers have automatic names.</summary>
    public static KerasTensor Convolution(
        KerasTensor input, int filters, SpatialSizes kernelSize, int strides = 1, string padding = "same")
    {
        KerasTensor x = new Conv2D(filters, kernelSize, strides: strides, padding: padding) { UseBias = false }.Apply(input);
        x = new BatchNormalization(axis: 3) { Scale = false }.Apply(x);
        return Blocks.Activate(x, "relu");
    }

    /// <summary>The branches side by side.</summary>
    public static KerasTensor Join(string? name, params ReadOnlySpan<KerasTensor> branches)
    {
        Concatenate layer = name is null ? new(3) : new(3) { Name = name };
        return layer.Apply(branches[0], branches[1], branches[2..]);
    }

    /// <summary>The first layers, up to 192 channels at an eighth of the size.</summary>
    public static KerasTensor Stem(KerasTensor input)
    {
        KerasTensor x = Convolution(input, 32, 3, 2, "valid");
        x = Convolution(x, 32, 3, padding: "valid");
        x = Convolution(x, 64, 3);
        x = new MaxPooling2D(3, 2).Apply(x);
        x = Convolution(x, 80, 1, padding: "valid");
        x = Convolution(x, 192, 3, padding: "valid");
        return new MaxPooling2D(3, 2).Apply(x);
    }

    /// <summary>The mean of the neighbourhood.</summary>
    public static KerasTensor Average(KerasTensor x) => new AveragePooling2D(3, 1, "same").Apply(x);
}
