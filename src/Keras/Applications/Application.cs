using TensorFlow;

namespace Keras.Applications;

/// <summary>The members of every architecture: <c>MobileNetV2.Create(…)</c>, <c>MobileNetV2.PreprocessInput(…)</c>.</summary>
/// <typeparam name="TSelf">The architecture.</typeparam>
/// <typeparam name="TOptions">The arguments of <see cref="Create"/>.</typeparam>
public abstract class Application<TSelf, TOptions>
    where TSelf : IArchitecture<TOptions>
    where TOptions : ApplicationOptions, new()
{
    private protected Application()
    {
    }

    /// <summary>The number of rows and columns of the images that the architecture was made for.</summary>
    public static int DefaultSize => TSelf.Definition.DefaultSize;

    /// <summary>The least number of rows and columns of an image.</summary>
    public static int MinimumSize => TSelf.Definition.MinimumSize;

    /// <summary>Creates the model.</summary>
    /// <param name="options">The arguments. Default: Keras's, with the weights of ImageNet.</param>
    /// <returns>A functional model, not compiled.</returns>
    /// <exception cref="ArgumentException">An argument is unknown or does not go with the others.</exception>
    /// <exception cref="ModelFormatException">The file of weights belongs to another architecture, or is damaged.</exception>
    /// <exception cref="DownloadException">The weights cannot be downloaded, or are not the expected ones.</exception>
    public static Model Create(TOptions? options = null) => TSelf.Definition.Create(options ?? new());

    /// <summary>Scales the values of images, 0 to 255 of red, green and blue, as the weights of ImageNet expect them.</summary>
    /// <param name="images">The images, <c>[rows, columns, channels]</c> or <c>[batch, rows, columns, channels]</c>; not changed.</param>
    /// <returns>A float tensor of that shape; the caller disposes it.</returns>
    /// <exception cref="ShapeException">The tensor has another number of axes, or other than 3 channels where these are told
    /// apart.</exception>
    public static Tensor PreprocessInput(Tensor images) => ImageNet.PreprocessInput(images, TSelf.Definition.Scaling);

    /// <inheritdoc cref="PreprocessInput(Tensor)"/>
    /// <returns>The scaled images, in the function being written: for <c>Dataset.Map</c> and layers.</returns>
    public static Symbol PreprocessInput(Symbol images) => ImageNet.PreprocessInput(images, TSelf.Definition.Scaling);

    /// <inheritdoc cref="PreprocessInput(Tensor)"/>
    /// <returns>The scaled images, as a part of a model.</returns>
    public static KerasTensor PreprocessInput(KerasTensor images) => ImageNet.PreprocessInput(images, TSelf.Definition.Scaling);

    /// <inheritdoc cref="ImageNet.DecodePredictions(Tensor, int)"/>
    public static IReadOnlyList<IReadOnlyList<ImageNetPrediction>> DecodePredictions(Tensor predictions, int top = 5) =>
        ImageNet.DecodePredictions(predictions, top);
}
