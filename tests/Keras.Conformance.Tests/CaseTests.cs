using Xunit;

namespace Keras.Conformance.Tests;

/// <summary>Every class gives what Keras gave when its own test suite ran.</summary>
public sealed class CaseTests
{
    // Those of Keras's own tests, and those that record_gradients.py recorded.
    private static readonly ILookup<(string Kind, string ClassName), ConformanceCase> Cases = new[] { "Cases", "Recorded" }
        .SelectMany(folder => CaseDirectory.Files(Path.Combine(AppContext.BaseDirectory, folder)))
        .SelectMany(path => new CaseArchive(path).Cases)
        .ToLookup(c => (c.Kind, c.ClassName));

    public static TheoryData<string, string> Classes
    {
        get
        {
            TheoryData<string, string> classes = [];
            foreach ((string kind, string className) in Cases.Select(g => g.Key).Order())
                classes.Add(kind, className);
            return classes;
        }
    }

    /// <summary>Layers without a computation that has a gradient of its own, or that another case has inside.</summary>
    private static readonly string[] WithoutGradients =
    [
        "InputLayer", "Lambda", "Sequential", "Functional", "GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells",
        "GroupQueryAttention",
        // Of a SavedModel: Keras.Tests compares its gradients.
        "TFSMLayer",
        // Of strings and classes.
        "CategoryEncoding", "Discretization", "HashedCrossing", "Hashing", "IntegerLookup", "StringLookup", "TextVectorization",
        // Of architectures: a product, a product and a sum, and random ones.
        "CustomScaleLayer", "LayerScale", "StochasticDepth",
        // Of the layers above, concatenated.
        "FeatureSpace", "TFDConcat", "TFDIdentity",
        // Of images before a model sees them, most of them random: Keras.Tests compares what they compute.
        "AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "Equalization", "MaxNumBoundingBoxes", "MixUp",
        "Pipeline", "RandAugment", "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomCrop",
        "RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert",
        "RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear",
        "RandomTranslation", "RandomZoom", "Solarization",
    ];

    [Fact]
    public void Every_layer_has_gradients_of_Keras()
    {
        HashSet<string> classes = [.. Cases.SelectMany(g => g).Where(c => c.Kind == "layer"
            && c.Json["gradients"] is not null).Select(c => c.ClassName)];
        Assert.Empty(Keras.Layers.LayerRegistry.Instance.ClassNames.Except(WithoutGradients).Except(classes));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Gives_what_Keras_gave(string kind, string className)
    {
        Outcome[] outcomes = [.. Cases[(kind, className)].Select(Replay.Run)];
        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, outcome => Assert.True(
            outcome.Verdict == Verdict.Passed, $"{outcome.Id}: {outcome.Verdict}. {outcome.Reason}"));
    }
}
