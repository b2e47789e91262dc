using Keras.Applications;
using Keras.Files;
using Keras.Tests.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Applications;

/// <summary>Weights of files and of the internet.</summary>
public sealed class ApplicationWeightTests : IDisposable
{
    private const double Alpha = 0.25;
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("base.weights.h5")]
    [InlineData("base.h5")]
    [InlineData("base.keras")]
    public void Weights_come_from_a_file(string name)
    {
        string path = directory[name];
        using Model original = Filled();
        Save(original, path);

        using Model read = MobileNet.Create(Options(path));

        AssertSame(original, read);
    }

    [Fact]
    public void Weights_of_ImageNet_are_downloaded_into_the_cache_of_Keras()
    {
        using Model original = Filled();
        Save(original, directory["base.h5"]);
        using FileServer server = new(File.ReadAllBytes(directory["base.h5"]));
        using CacheDirectory.Scope scope = new(directory["cache"], a => new(server.Address, a.AbsolutePath));

        using Model first = MobileNet.Create(Options("imagenet")), second = MobileNet.Create(Options("imagenet"));

        AssertSame(original, first);
        AssertSame(original, second);
        Assert.Equal("/tensorflow/keras-applications/mobilenet/mobilenet_2_5_128_tf_no_top.h5", Assert.Single(server.Requests).Path);
        Assert.True(File.Exists(Path.Combine(directory["cache"], "models", "mobilenet_2_5_128_tf_no_top.h5")));
    }

    [Fact]
    public void A_file_that_is_not_the_published_one_is_told_by_its_hash()
    {
        using FileServer server = new([1, 2, 3]);
        using CacheDirectory.Scope scope = new(directory["cache"], a => new(server.Address, a.AbsolutePath));

        DownloadException error = Assert.Throws<DownloadException>(() => VGG16.Create(new() { IncludeTop = false }));

        Assert.Contains("expected the MD5 6d6bbae143d832006294945121d1f1fc, got 5289df737df57326fcdd22597afb1fac; the file was removed.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_architecture_are_told()
    {
        using Model other = Filled();
        Save(other, directory["other.h5"]);
        Save(other, directory["other.weights.h5"]);

        string legacy = Assert.Throws<ModelFormatException>(
            () => ResNet50.Create(new() { IncludeTop = false, Weights = directory["other.h5"] })).Message;
        string current = Assert.Throws<ModelFormatException>(
            () => ResNet50.Create(new() { IncludeTop = false, Weights = directory["other.weights.h5"] })).Message;

        Assert.Contains("the model 'resnet50' has 106 layers with weights, but the file has 54; load it into a model of the same "
            + "layers.", legacy,
            StringComparison.Ordinal);
        Assert.Contains("Conv2D 'conv1_conv' expected 2 variables at /layers/conv2d/vars, but the file has 1; load it into a model of "
            + "the same "
            + "layers.", current, StringComparison.Ordinal);
    }

    private static Model Filled()
    {
        Model model = MobileNet.Create(Options(null));
        ApplicationFacts.Fill(model);
        return model;
    }

    private static void Save(Model model, string path)
    {
        if (path.EndsWith(".keras", StringComparison.Ordinal))
            model.Save(path);
        else
            model.SaveWeights(path);
    }

    private static MobileNetOptions Options(string? weights) =>
        new() { Weights = weights, Alpha = Alpha, IncludeTop = false, InputShape = [128, 128, 3], Pooling = "avg" };

    private static void AssertSame(Model expected, Model actual)
    {
        foreach ((Weight e, Weight a) in expected.Weights.Zip(actual.Weights))
        {
            using Tensor left = e.Read(), right = a.Read();
            Assert.Equal(left.ToArray<float>(), right.ToArray<float>());
        }
    }
}
