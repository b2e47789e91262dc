using System.Globalization;
using Keras.Layers;

namespace Keras.Applications;

/// <summary>Parts that several architectures have.</summary>
internal static class Blocks
{
    /// <summary>The mean of each channel.</summary>
    public static KerasTensor Average(KerasTensor x, string? name = null) =>
        (name is null ? new GlobalAveragePooling2D() : new() { Name = name }).Apply(x);

    /// <summary>The maximum of each channel.</summary>
    public static KerasTensor Maximum(KerasTensor x, string? name = null) =>
        (name is null ? new GlobalMaxPooling2D() : new() { Name = name }).Apply(x);

    public static KerasTensor Relu(KerasTensor x, string name) => Activate(x, "relu", name);

    public static KerasTensor Activate(KerasTensor x, string activation, string? name = null) =>
        (name is null ? new Activation(activation) : new Activation(activation) { Name = name }).Apply(x);

    /// <summary>ReLU, at most 6.</summary>
    public static KerasTensor Relu6(KerasTensor x, string name) => new ReLU(6) { Name = name }.Apply(x);

    public static KerasTensor ZeroPad(KerasTensor x, int padding, string name) => new ZeroPadding2D(padding) { Name = name }.Apply(x);

    /// <summary>Zeros around an image before a window of stride 2, so that one of even size is halved as "same" would (Keras's
    /// <c>correct_pad</c>).</summary>
    public static ((int Before, int After) Rows, (int Before, int After) Columns) HalvingPad(KerasTensor x, int kernelSize)
    {
        bool isKnown = x.Shape[1] >= 0;
        int half = kernelSize / 2;
        return (Side(1), Side(2));

        (int Before, int After) Side(int axis) => (half - (isKnown ? 1 - (int)(x.Shape[axis] % 2) : 1), half);
    }

    /// <summary>A number of channels scaled and rounded to a multiple, by at most 10 % downwards.</summary>
    public static int Rounded(double channels, int divisor = 8)
    {
        int rounded = Math.Max(divisor, (int)(channels + (divisor / 2.0)) / divisor * divisor);
        return rounded < 0.9 * channels ? rounded + divisor : rounded;
    }

    /// <summary>The text of a number as Python's <c>str</c> of a float.</summary>
    public static string Text(double number) => number.ToString("0.0##############", CultureInfo.InvariantCulture);

    /// <summary>The letter of a block: a, b, c.</summary>
    public static char Letter(int index) => (char)('a' + index);
}
