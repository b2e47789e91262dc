using Keras.Applications;
using Keras.Tests.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Applications;

/// <summary>The scales of images and the names of classes.</summary>
public sealed class ImageNetTests
{
    private static readonly float[] Pixels = [0, 100, 255, 10, 20, 30];

    [Theory]
    [InlineData(ImageScaling.None, new float[] { 0, 100, 255, 10, 20, 30 })]
    [InlineData(ImageScaling.Symmetric, new float[] { -1, -0.21568626f, 1, -0.92156863f, -0.84313726f, -0.7647059f })]
    [InlineData(ImageScaling.Standardized, new float[] { -2.117904f, -0.285014f, 2.64f, -1.9466565f, -1.6855742f, -1.2815686f })]
    [InlineData(ImageScaling.Centered, new float[] { 151.061f, -16.779f, -123.68f, -73.939f, -96.779f, -113.68f })]
    public void Values_are_scaled_as_in_Keras(ImageScaling scaling, float[] expected)
    {
        using Tensor images = Tensor.Create<float>(Pixels, [1, 1, 2, 3]);
        using Tensor image = Tensor.Create<float>(Pixels, [1, 2, 3]);

        using Tensor scaled = ImageNet.PreprocessInput(images, scaling), one = ImageNet.PreprocessInput(image, scaling);

        Assert.All(scaled.ToArray<float>().Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-4f));
        Assert.Equal(scaled.ToArray<float>(), one.ToArray<float>());
        Assert.Equal(Pixels, images.ToArray<float>());
    }

    [Fact]
    public void Bytes_with_the_channels_first_are_scaled_alike()
    {
        using Tensor last = Tensor.Create<byte>([0, 100, 255, 10, 20, 30], [1, 1, 2, 3]);
        using Tensor first = Tensor.Create<byte>([0, 10, 100, 20, 255, 30], [1, 3, 1, 2]);

        using Tensor a = ImageNet.PreprocessInput(last, ImageScaling.Centered);
        using Tensor b = ImageNet.PreprocessInput(first, ImageScaling.Centered, "channels_first");
        using Tensor turned = Ops.Transpose(b, [0, 2, 3, 1]);

        Assert.Equal(a.ToArray<float>(), turned.ToArray<float>());
    }

    [Fact]
    public void Images_of_other_channels_are_told()
    {
        using Tensor gray = Tensor.Zeros(DType.Float32, [1, 4, 4, 1]);

        Assert.StartsWith("PreprocessInput: expected images of 3 channels, red, green and blue, on axis 3, got [1, 4, 4, 1].",
            Assert.Throws<ShapeException>(() => VGG16.PreprocessInput(gray)).Message, StringComparison.Ordinal);
        Assert.StartsWith("PreprocessInput: expected images of shape [rows, columns, channels] or [batch, rows, columns, channels], got "
            + "[4].",
            Assert.Throws<ShapeException>(() => VGG16.PreprocessInput(Tensor.Zeros(DType.Float32, [4]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_likeliest_classes_are_named()
    {
        using TemporaryDirectory cache = new();
        string index = "{" + string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"\"{i}\": [\"n{i:00000000}\", \"thing_{i}\"]")) + "}";
        string path = cache["index.json"];
        File.WriteAllText(path, index);
        float[] scores = new float[2000];
        (scores[3], scores[9], scores[1500]) = (0.7f, 0.2f, 1);
        using Tensor predictions = Tensor.Create<float>(scores, [2, 1000]);

        IReadOnlyList<IReadOnlyList<ImageNetPrediction>> named =
            ImageNet.DecodePredictions(predictions, 2, ImageNet.ReadClasses(path));

        Assert.Equal([new("n00000003", "thing_3", 0.7f), new("n00000009", "thing_9", 0.2f)], named[0]);
        Assert.Equal(new("n00000500", "thing_500", 1), named[1][0]);
    }

    [Fact]
    public void Predictions_of_other_classes_are_told()
    {
        using Tensor predictions = Tensor.Zeros(DType.Float32, [1, 10]);

        Assert.StartsWith("DecodePredictions: expected predictions of shape [batch, 1000], those of a model with the classes of "
            + "ImageNet, got "
            + "[1, 10].", Assert.Throws<ShapeException>(() => ImageNet.DecodePredictions(predictions)).Message, StringComparison.Ordinal);
    }
}
