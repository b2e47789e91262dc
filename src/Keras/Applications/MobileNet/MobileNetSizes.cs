using System.Globalization;
using TensorFlow;

namespace Keras.Applications;

/// <summary>The image sizes and widths for which the MobileNets have weights of ImageNet.</summary>
internal static class MobileNetSizes
{
    private const int Usual = 224;

    /// <summary>The size of the images where none is given.</summary>
    public static int Default(Shape? asked, int[] sizes) =>
        asked is { Rank: 3 } && asked[0] == asked[1] && sizes.Contains((int)asked[0]) ? (int)asked[0] : Usual;

    /// <summary>The shape of one image of a tensor.</summary>
    public static Shape? ImageOf(KerasTensor? tensor) => tensor is { Rank: 4 } ? [.. tensor.Shape.Skip(1)] : null;

    /// <summary>The size whose weights are taken.</summary>
    public static int OfWeights(Shape shape, int[] sizes) => Default(shape, sizes);

    /// <summary>The number of rows in the default name of a model, as Keras writes it.</summary>
    public static string Title(ApplicationOptions options, Shape shape, int[] sizes) =>
        options.Weights == ApplicationOptions.ImageNetWeights ? OfWeights(shape, sizes).ToString(CultureInfo.InvariantCulture)
        : shape[0] < 0 ? "None" : shape[0].ToString(CultureInfo.InvariantCulture);

    /// <summary>Checks that there are weights for a width.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static void RequireAlpha(string name, ApplicationOptions options, double alpha, double[] alphas)
    {
        if (!(alpha > 0 && double.IsFinite(alpha)))
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{name}: expected an Alpha above 0, got {alpha}."), nameof(options));
        if (options.Weights == ApplicationOptions.ImageNetWeights && !alphas.Contains(alpha))
            throw new ArgumentException(
                $"{name}: there are weights of ImageNet for Alpha = {string.Join(", ", alphas.Select(Blocks.Text))}, got "
                + $"{Blocks.Text(alpha)}; choose one of these or set Weights = null.", nameof(options));
    }
}
