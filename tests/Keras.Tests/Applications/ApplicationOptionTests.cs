using Keras.Applications;
using Keras.Layers;
using Keras.Weights;
using Xunit;

namespace Keras.Tests.Applications;

/// <summary>The arguments of <c>Create</c>, and what is said of wrong ones.</summary>
public sealed class ApplicationOptionTests : IDisposable
{
    private readonly DeferredInitialization deferred = new();

    public void Dispose() => deferred.Dispose();

    [Theory]
    [InlineData(null, new long[] { -1, 3, 3, 1280 })]
    [InlineData("avg", new long[] { -1, 1280 })]
    [InlineData("max", new long[] { -1, 1280 })]
    public void Without_the_classifier_the_output_is_that_of_the_last_block_or_pooled(string? pooling, long[] shape)
    {
        using Model model = MobileNetV2.Create(new() { Weights = null, IncludeTop = false, InputShape = [96, 96, 3], Pooling = pooling });

        Assert.Equal(shape, model.OutputShape!);
        Assert.Equal("mobilenetv2_1.00_96", model.Name);
    }

    [Fact]
    public void A_model_continues_the_graph_of_a_given_tensor()
    {
        Input bytes = new([64, 64, 3], name: "bytes");
        KerasTensor scaled = MobileNetV2.PreprocessInput(bytes);

        using Model model = MobileNetV2.Create(
            new() { Weights = null, IncludeTop = false, InputTensor = scaled, Pooling = "avg", Name = "base" });

        Assert.Equal(["bytes"], model.InputNames);
        Assert.Equal("base", model.Name);
        Assert.Same(bytes, model.Inputs[0]);
    }

    [Fact]
    public void Classes_and_their_activation_are_arguments()
    {
        using Model model = ResNet50.Create(
            new() { Weights = null, InputShape = [32, 32, 3], Classes = 7, ClassifierActivation = "sigmoid", Name = "mine" });

        Dense predictions = Assert.IsType<Dense>(model.GetLayer("predictions"));
        Assert.Equal(7, predictions.Units);
        Assert.Equal("sigmoid", predictions.Activation.Name);
        Assert.Equal("mine", model.Name);
    }

    [Fact]
    public void Images_of_one_channel_are_taken_without_the_weights_of_ImageNet()
    {
        using Model model = ResNet50.Create(new() { Weights = null, IncludeTop = false, InputShape = [32, 32, 1] });

        Assert.Equal(1, model.Inputs[0].Shape[^1]);
    }

    [Fact]
    public void The_sizes_of_an_architecture_are_known()
    {
        Assert.Equal((224, 32), (ResNet50.DefaultSize, ResNet50.MinimumSize));
        Assert.Equal((299, 75), (InceptionV3.DefaultSize, InceptionV3.MinimumSize));
    }

    [Fact]
    public void An_unknown_pooling_is_told_with_the_nearest() => AssertError<ArgumentException>(
        "VGG16: there is no pooling 'average'; the known ones are avg, max.",
        () => VGG16.Create(new() { Weights = null, IncludeTop = false, Pooling = "average" }));

    [Fact]
    public void Unknown_weights_are_told_with_the_nearest() => AssertError<ArgumentException>(
        "VGG16: there are no weights 'imagnet' and no file of that name; did you mean 'imagenet'?",
        () => VGG16.Create(new() { Weights = "imagnet" }));

    [Fact]
    public void A_file_of_weights_that_is_not_there_is_told_before_anything_is_built() => AssertError<FileNotFoundException>(
        "VGG16: there is no file of weights 'nowhere.weights.h5'; give the path of a .weights.h5, .h5 or .keras file, or 'imagenet'.",
        () => VGG16.Create(new() { Weights = "nowhere.weights.h5" }));

    [Fact]
    public void ImageNet_has_its_own_classes() => AssertError<ArgumentException>(
        "ResNet50: the weights of ImageNet have a classifier of 1000 classes, got Classes = 10; set IncludeTop = false and add a Dense "
            + "layer "
        + "of 10, or set Weights = null.",
        () => ResNet50.Create(new() { Classes = 10 }));

    [Fact]
    public void ImageNet_has_its_own_activation() => AssertError<ArgumentException>(
        "ResNet50: a classifier with given weights ends in softmax, or in null for logits, got the activation 'sigmoid'; set "
        + "ClassifierActivation = null and apply it afterwards.",
        () => ResNet50.Create(new() { ClassifierActivation = "sigmoid" }));

    [Fact]
    public void ImageNet_has_its_own_size_with_the_classifier() => AssertError<ShapeException>(
        "ResNet50: with IncludeTop and the weights of ImageNet expected the InputShape [224, 224, 3], got [96, 96, 3]; resize the images, "
        + "or set IncludeTop = false.",
        () => ResNet50.Create(new() { InputShape = [96, 96, 3] }));

    [Fact]
    public void ImageNet_has_three_channels() => AssertError<ShapeException>(
        "ResNet50: the weights of ImageNet are for images of 3 channels, got the InputShape [224, 224, 1]; convert the images, or set "
        + "Weights = null.",
        () => ResNet50.Create(new() { InputShape = [224, 224, 1] }));

    [Fact]
    public void Too_small_images_are_told() => AssertError<ShapeException>(
        "InceptionV3: expected images of at least 75 × 75, got the InputShape [64, 64, 3]; enlarge the images.",
        () => InceptionV3.Create(new() { Weights = null, InputShape = [64, 64, 3] }));

    [Fact]
    public void A_classifier_needs_a_known_size() => AssertError<ShapeException>(
        "VGG16: with IncludeTop expected an InputShape whose axes are known, got [?, ?, 3]; give rows, columns and channels, or set "
        + "IncludeTop = false.",
        () => VGG16.Create(new() { Weights = null, InputShape = [-1, -1, 3] }));

    [Fact]
    public void A_batch_axis_in_the_shape_is_told() => AssertError<ShapeException>(
        "VGG16: expected an InputShape of three axes, [rows, columns, channels] without the batch axis, got [1, 224, 224, 3].",
        () => VGG16.Create(new() { Weights = null, InputShape = [1, 224, 224, 3] }));

    [Fact]
    public void A_width_without_weights_is_told() => AssertError<ArgumentException>(
        "MobileNetV2: there are weights of ImageNet for Alpha = 0.35, 0.5, 0.75, 1.0, 1.3, 1.4, got 0.6; choose one of these or set "
        + "Weights = null.",
        () => MobileNetV2.Create(new() { Alpha = 0.6 }));

    private static void AssertError<T>(string sentence, Func<Model> create)
        where T : Exception
    {
        string message = Assert.ThrowsAny<T>(create).Message;
        Assert.StartsWith(sentence, message, StringComparison.Ordinal);
    }
}
