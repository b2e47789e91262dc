using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Layers of random images in calls and models: when they change images, what belongs to an image, and what they refuse.</summary>
public sealed class ImageLayerTests
{
    public static TheoryData<string, Func<object?>, string> Misuse => new()
    {
        { "mode", () => new RandomFlip("diagonal"), "horizontal, vertical or horizontal_and_vertical, got 'diagonal'" },
        { "factor", () => new RandomRotation(1.5), "RandomRotation: expected one number or two in [-1, 1] as factor, got 1.5" },
        { "excluded end", () => new RandomZoom((-1, 0.5)), "in (-1, 1] as heightFactor, got (-1, 0.5)" },
        { "no number", () => new RandomContrast(double.NaN), "in [0, 1] as factor" },
        { "fill mode", () => new RandomZoom(0.1, fillMode: "mirror"), "reflect, wrap, constant or nearest, got 'mirror'" },
        { "interpolation", () => new RandomShear(interpolation: "bicubic"), "bilinear or nearest, got 'bicubic'" },
        { "range", () => new RandomBrightness(0.1, (1, 1)), "two finite numbers that differ as valueRange, got [1, 1]" },
        { "bits", () => new RandomPosterization(2.5), "integer numbers of bits, got 2.5" },
        { "kernel", () => new RandomGaussianBlur(kernelSize: (3, 4)), "odd lengths of the kernel, got 3 and 4" },
        { "alpha", () => new MixUp(0), "an alpha above 0, got 0" },
        { "boxes", () => new RandomFlip { BoundingBoxFormat = "xyz" }, "got 'xyz'" },
        { "range of bytes", () => new RandomBrightness(0.1, (0, 1)).Apply(new byte[1, 2, 2, 3], true), "set valueRange: (0, 255)" },
        { "negative", () => new RandomContrast(-0.1), "in [0, 1] as factor, got -0.1" },
        { "scale", () => new RandomPerspective(scale: 1.5), "expected a scale in [0, 1], got 1.5" },
        { "one row", () => new RandomPerspective().Apply(new float[1, 1, 5, 3], training: true), "at least 2 × 2 pixels, got 1 × 5" },
        { "jitter", () => new RandomColorJitter(hueFactor: -0.5), "RandomColorJitter: hueFactor as that of RandomHue: expected" },
        { "elastic mode", () => new RandomElasticTransform(fillMode: "mirror"), "reflect, wrap, constant or nearest, got 'mirror'" },
        { "elastic boxes", () => new RandomElasticTransform { BoundingBoxFormat = "xyxy" }.ApplyAll(
            new Data { ["images"] = new float[1, 4, 4, 3], ["bounding_boxes"] = new Data { ["boxes"] = new float[1, 2, 4] } }, true),
            "boxes cannot follow an elastic distortion" },
        { "bins", () => new Equalization(bins: 1), "bins, got 1" },
        { "limit", () => new ContrastLimitedAdaptiveHistogramEqualization(clipLimit: -1), "a number of at least 0 as clipLimit, got -1" },
        { "parts", () => new ContrastLimitedAdaptiveHistogramEqualization(tileGridSize: (0, 2)),
            "expected positive integers as tileGridSize" },
        { "chains", () => new AugMix(numChains: 0), "expected numChains from 1 to 100, got 0" },
        { "mixture", () => new AugMix(alpha: 0), "an alpha above 0, got 0" },
        { "changes", () => new RandAugment(numOps: -1), "expected numOps from 0 to 1000, got -1" },
        { "strength", () => new RandAugment(factor: 1.5), "in [0, 1] as factor, got 1.5" },
        { "strings in a pipeline", () => new Pipeline(new RandomFlip()).Apply(new[] { "a" }), "expected numbers, got string [1]" },
        { "layer", () => new Pipeline([null!]), "Pipeline" },
        { "rank", () => new RandomFlip().Apply(new float[2, 2]), "one image of 3 axes or a batch of 4, got [2, 2]" },
        { "channels", () => new RandomHue(0.5).Apply(new float[1, 4, 4, 2], true),
            "RgbToHsv: expected images of 3 channels, got [1, 4, 4, 2]" },
        { "masks", () => new RandomFlip().ApplyAll(
            new Data { ["images"] = new float[1, 4, 4, 3], ["segmentation_masks"] = new float[1, 4, 4] }, true),
            "expected segmentation masks of as many axes as the images [1, 4, 4, 3], got [1, 4, 4]" },
        { "integers", () => new RandomContrast(0.5) { DTypePolicy = "int32" }.Apply(new float[1, 2, 2, 3], true),
            "expected a floating-point dtype of the layer, got int32" },
        { "scale of other axes", () => new Rescaling(new double[] { 1, 2 }).Apply(new float[1, 3]),
            "a scale of one number or of shapes that broadcast with [1, 3], got one of [2]" },
        { "strings", () => new RandomFlip().Apply(new[] { "a" }), "expected numbers, got string [1]" },
    };

    [Theory]
    [MemberData(nameof(Misuse))]
    public void Misuse_is_told(string name, Func<object?> action, string message)
    {
        Assert.NotEmpty(name);
        Exception e = Assert.ThrowsAny<Exception>(action);
        Assert.True(e is ShapeException or ArgumentException or InvalidOperationException or NotSupportedException, e.ToString());
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_change_in_training_only_and_otherwise_at_each_call()
    {
        using RandomTranslation layer = new(0.5, 0.5, seed: 3), same = new(0.5, 0.5, seed: 3);
        float[,,,] images = Images();
        using Tensor given = Tensor.FromArray(images), inferred = layer.Apply(images);
        Assert.Equal(given.ToArray<float>(), inferred.ToArray<float>());
        using Tensor first = layer.Apply(images, training: true), second = layer.Apply(images, training: true);
        using Tensor again = same.Apply(images, training: true);
        Assert.NotEqual(given.ToArray<float>(), first.ToArray<float>());
        Assert.NotEqual(first.ToArray<float>(), second.ToArray<float>());
        Assert.Equal(first.ToArray<float>(), again.ToArray<float>());
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void A_model_trains_behind_an_augmentation(JitCompile compile)
    {
        using Sequential model = new(
            new InputLayer([8, 6, 3]), new RandomFlip(seed: 1), new RandomRotation(0.1, seed: 2), new RandomZoom(0.2, seed: 3),
            new RandomCrop(6, 5, seed: 4), new RandomContrast(0.2, seed: 5), new Flatten(), new Dense(1));
        model.Compile("sgd", "mse", jitCompile: compile);
        History history = model.Fit(Images(), new float[] { 0, 1, 2, 3 }, epochs: 2, batchSize: 2);
        Assert.All(history["loss"], loss => Assert.True(double.IsFinite(loss)));
        using Tensor predicted = model.Predict(Images());
        Assert.Equal([4, 1], predicted.Shape);
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void Histograms_of_images_whose_size_is_not_known_beforehand_are_equalized_alike(JitCompile compile)
    {
        using ContrastLimitedAdaptiveHistogramEqualization layer = new((0, 1), clipLimit: 2.3, tileGridSize: (3, 4));
        using Tensor expected = layer.Apply(Images());
        using Sequential model = new(
            new InputLayer([-1, -1, 3]), new ContrastLimitedAdaptiveHistogramEqualization((0, 1), clipLimit: 2.3, tileGridSize: (3, 4)));
        model.Compile("sgd", "mse", jitCompile: compile);
        using Tensor predicted = model.Predict(Images());
        Assert.Equal(expected.Shape, predicted.Shape);
        Assert.All(expected.ToArray<float>().Zip(predicted.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
    }

    private static float[,,,] Images()
    {
        float[,,,] images = new float[4, 8, 6, 3];
        for (int i = 0; i < images.Length; i++)
            images[i / 144, i / 18 % 8, i / 3 % 6, i % 3] = i * 37 % 101 / 100f;
        return images;
    }
}
