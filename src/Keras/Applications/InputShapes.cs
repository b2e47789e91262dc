using TensorFlow;

namespace Keras.Applications;

/// <summary>Finds the shape of the images that a model takes (<c>obtain_input_shape</c>).</summary>
internal static class InputShapes
{
    private const int Channels = 3;

    /// <exception cref="ShapeException">The shape that was asked for does not fit.</exception>
    public static Shape Find(string name, ApplicationOptions options, int defaultSize, int minimumSize, Shape? asked)
    {
        RequireSame(name, options);
        bool isImageNet = options.Weights == ApplicationOptions.ImageNetWeights;
        if (asked is null)
            return options.IncludeTop ? [defaultSize, defaultSize, Channels] : [-1, -1, Channels];
        if (asked.Rank != 3)
            throw new ShapeException(
                $"{name}: expected an InputShape of three axes, [rows, columns, channels] without the batch axis, got {asked}.");
        if (isImageNet && asked[2] != Channels)
            throw new ShapeException(
                $"{name}: the weights of ImageNet are for images of {Channels} channels, got the InputShape {asked}; convert the images, "
                + "or set Weights = null.");
        if (isImageNet && options.IncludeTop && (asked[0] != defaultSize || asked[1] != defaultSize))
            throw new ShapeException(
                $"{name}: with IncludeTop and the weights of ImageNet expected the InputShape [{defaultSize}, {defaultSize}, {Channels}], "
                + $"got {asked}; resize the images, or set IncludeTop = false.");
        RequireSize(name, asked, minimumSize);
        if (options.IncludeTop && !asked.IsFullyKnown)
            throw new ShapeException(
                $"{name}: with IncludeTop expected an InputShape whose axes are known, got {asked}; give rows, columns and channels, or "
                + "set IncludeTop = false.");
        return asked;
    }

    /// <summary>Checks that the tensor and the shape that were asked for mean the same, where both were.</summary>
    public static void RequireSame(string name, ApplicationOptions options)
    {
        if (options.InputTensor is not { } tensor)
            return;
        if (tensor.Rank != 4)
            throw new ShapeException(
                $"{name}: expected an InputTensor of images, [batch, rows, columns, channels], got {tensor}.");
        if (options.InputShape is { Rank: 3 } shape && !tensor.Shape.IsCompatibleWith([-1, .. shape]))
            throw new ShapeException(
                $"{name}: the InputTensor is {tensor}, but the InputShape {shape}; leave InputShape out.");
    }

    /// <summary>Checks the number of rows and columns.</summary>
    public static void RequireSize(string name, Shape shape, int minimumSize)
    {
        if ((shape[0] >= 0 && shape[0] < minimumSize) || (shape[1] >= 0 && shape[1] < minimumSize))
            throw new ShapeException(
                $"{name}: expected images of at least {minimumSize} × {minimumSize}, got the InputShape {shape}; enlarge the images.");
        if (shape[2] < 1)
            throw new ShapeException($"{name}: expected a known number of channels, got the InputShape {shape}.");
    }
}
