using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>What functions of images and lists compute does not depend on whether sizes are known when the model is written.</summary>
public sealed class UnknownSizeTests
{
    public static TheoryData<string, int, int> Sizes => new()
    {
        { "crop to aspect ratio", 5, 9 }, { "crop to aspect ratio", 9, 5 }, { "crop to aspect ratio", 1, 8 },
        { "pad to aspect ratio", 5, 9 }, { "pad to aspect ratio", 9, 5 }, { "pad to aspect ratio", 4, 6 },
        { "cut in front", 7, 8 }, { "cut behind", 7, 8 }, { "add in front", 5, 6 }, { "add behind", 5, 6 },
        { "divide", 7, 6 }, { "divide at positions", 7, 6 }, { "powers", 5, 3 }, { "rising powers", 1, 3 }, { "scale", 5, 9 },
        { "sample constant", 5, 4 }, { "sample nearest", 5, 4 }, { "sample wrap", 5, 4 }, { "sample mirror", 5, 4 },
        { "sample mirror", 1, 4 }, { "sample reflect", 5, 4 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gives_the_same_as_with_known_sizes(string function, int height, int width)
    {
        float[,,,] images = new float[2, height, width, 2];
        for (int i = 0; i < images.Length; i++)
            images[i / (height * width * 2), i / (width * 2) % height, i / 2 % width, i % 2] = (i * 37) % 101;
        using Tensor known = Computed(function, images, [height, width, 2]);
        using Tensor unknown = Computed(function, images, [Shape.UnknownDimension, Shape.UnknownDimension, 2]);
        Assert.Equal(known.Shape, unknown.Shape);
        Assert.Equal(known.ToArray<float>(), unknown.ToArray<float>());
    }

    [Fact]
    public void A_batch_of_one_sample_stays_a_batch_when_axes_are_squeezed()
    {
        Input x = new([3, 1]);
        using Model model = new(x, Ops.Squeeze(x));
        using Tensor squeezed = model.Predict(new float[1, 3, 1]);
        Assert.Equal([1, 3], squeezed.Shape);
    }

    [Fact]
    public void Images_of_any_size_are_distorted_as_those_of_a_known_size()
    {
        using Tensor known = Distorted([6, 5, 2]), unknown = Distorted([-1, -1, 2]);

        Assert.Equal([3, 6, 5, 2], unknown.Shape);
        Assert.Equal(known.ToArray<float>(), unknown.ToArray<float>());
        Assert.NotEqual(Enumerable.Range(0, 180).Select(i => (float)i), unknown.ToArray<float>());
    }

    private static Tensor Distorted(Shape shape)
    {
        using Sequential model = new(new Distortion { InputShape = shape });
        using Tensor images = Tensor.Create<float>([.. Enumerable.Range(0, 180).Select(i => (float)i)]).Reshape([3, 6, 5, 2]);
        return model.Predict(images);
    }

    private static Tensor Computed(string function, float[,,,] images, Shape shape)
    {
        Input x = new(shape);
        using Model model = new(x, Write(function, x));
        return model.Predict(images);
    }

    private static KerasTensor Write(string function, KerasTensor x) => function switch
    {
        "crop to aspect ratio" => Ops.Image.Resize(x, (4, 6), cropToAspectRatio: true),
        "pad to aspect ratio" => Ops.Image.Resize(x, (4, 6), padToAspectRatio: true, fillValue: 3),
        "cut in front" => Ops.Image.CropImages(x, topCropping: 2, leftCropping: 1, targetHeight: 4, targetWidth: 6),
        "cut behind" => Ops.Image.CropImages(x, bottomCropping: 2, rightCropping: 0, targetHeight: 4, targetWidth: 6),
        "add in front" => Ops.Image.PadImages(x, topPadding: 2, leftPadding: 1, targetHeight: 9, targetWidth: 7),
        "add behind" => Ops.Image.PadImages(x, bottomPadding: 2, rightPadding: 0, targetHeight: 9, targetWidth: 7),
        "divide" => Ops.ArraySplit(x, 3, axis: 1)[0],
        "divide at positions" => Ops.Split(x, [2, 5], axis: 1)[2],
        "powers" => ForEach(x, Ops.Vander(x[0, .., 0, 0])),
        "rising powers" => ForEach(x, Ops.Vander(x[0, .., 0, 0], increasing: true)),
        "scale" => Ops.Image.ScaleAndTranslate(x, [2, 4, 6, 2], (x[0, 0, ..2, 0] * 0) + 0.7, x[0, 0, ..2, 0] * 0.01, [1, 2], "linear"),
        ['s', 'a', 'm', 'p', 'l', 'e', ' ', .. string mode] => ForEach(x, Sampled(x, mode)),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    private static KerasTensor Sampled(KerasTensor x, string mode)
    {
        KerasTensor positions = (x[0, .., .., 0] * 0.2) - 4;
        return Ops.Image.MapCoordinates(x, Ops.Stack([positions, positions, positions, positions]), order: 1, fillMode: mode);
    }

    private static KerasTensor ForEach(KerasTensor batch, KerasTensor matrix) =>
        Ops.ExpandDims(matrix, 0) + Ops.Sum(batch * 0, [1, 2, 3])[.., Indexer.NewAxis, Indexer.NewAxis];

    private sealed class Distortion : Layer
    {
        private readonly SeedGenerator random;

        public Distortion() => random = AddSeedGenerator(7);

        protected override Symbol Call(Symbol x, CallContext context) => Ops.Image.ElasticTransform(x, random.Next(), alpha: 5, sigma: 1);
    }
}
