using System.Text.Json.Nodes;
using Keras.Applications;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using TensorFlow;

namespace Keras.Tests.Contracts;

/// <summary>
/// The layers that the contract tests try. A class that takes [batch, 4], or by its name the images, sequences or volumes of "1D", "2D",
/// "3D", needs no line here: it is made of its envelope in <c>Fixtures/envelopes.json</c>, or of an empty config.
/// </summary>
internal static class LayerSamples
{
    private static readonly LayerSample[] Special =
    [
        new("Dot", () => new Dot(1), [[4], [4]]),
        new("CustomScaleLayer", () => new CustomScaleLayer(0.5), [[4], [4]]),
        new("LayerScale", () => new LayerScale(0.5, 4), [4]),
        new("StochasticDepth", () => new StochasticDepth(0.5), [4]),
        new("Attention", null, [[5, 4], [6, 4]]),
        new("AdditiveAttention", null, [[5, 4], [6, 4]]),
        new("MultiHeadAttention", null, [[5, 4], [6, 4]]) { Apply = (layer, x) => [((MultiHeadAttention)layer).Apply(x[0], x[1])] },
        new("GroupQueryAttention", null, [[5, 4], [6, 4]]) { Apply = (layer, x) => [((GroupQueryAttention)layer).Apply(x[0], x[1])] },
        new("EinsumDense", null, [3, 4]),
        new("Embedding", () => new Embedding(4, 3), [5], DType.Int32),
        new("GroupNormalization", () => new GroupNormalization(2), [4]),
        new("Masking", null, [5, 4]),
        new("Permute", () => new Permute([2, 1]), [5, 4]),
        new("RepeatVector", () => new RepeatVector(3), [4]),
        new("Reshape", () => new Reshape([2, -1]), [4]),
        new("CategoryEncoding", () => new CategoryEncoding(4), [5], DType.Int32),
        new("CenterCrop", () => new CenterCrop(3, 2), [5, 4, 2]),
        new("Hashing", () => new Hashing(4, outputMode: "multi_hot"), [5], DType.Int32),
        new("HashedCrossing", () => new HashedCrossing(4), [[1], [1]], DType.Int32),
        new("IntegerLookup", () => new IntegerLookup(vocabulary: [1, 2]), [5], DType.Int32),
        new("AugMix", () => new AugMix((0, 1), seed: 3), [5, 4, 3]),
        new("ContrastLimitedAdaptiveHistogramEqualization",
            () => new ContrastLimitedAdaptiveHistogramEqualization((0, 1), tileGridSize: (2, 3)), [5, 4, 3]),
        new("Equalization", () => new Equalization((0, 1)), [5, 4, 3]),
        new("Pipeline", () => new Pipeline(new RandomFlip(seed: 3), new AutoContrast((0, 1))), [5, 4, 3]),
        new("RandAugment", () => new RandAugment((0, 1), seed: 3), [5, 4, 3]),
        new("RandomColorJitter", () => new RandomColorJitter((0, 1), 0.2, 0.2, (0.3, 0.5), 0.2), [5, 4, 3]),
        new("RandomElasticTransform", () => new RandomElasticTransform(valueRange: (0, 1)), [5, 4, 3]),
        new("RandomPerspective", () => new RandomPerspective(scale: 0.4), [5, 4, 3]),
        new("AutoContrast", () => new AutoContrast((0, 1)), [5, 4, 3]),
        new("CutMix", () => new CutMix(), [5, 4, 3]),
        new("MaxNumBoundingBoxes", () => new MaxNumBoundingBoxes(3), [5, 4, 3]),
        new("MixUp", () => new MixUp(), [5, 4, 3]),
        new("RandomBrightness", () => new RandomBrightness(0.2, (0, 1)), [5, 4, 3]),
        new("RandomColorDegeneration", () => new RandomColorDegeneration(0.5, (0, 1)), [5, 4, 3]),
        new("RandomContrast", () => new RandomContrast(0.2, (0, 1)), [5, 4, 3]),
        new("RandomCrop", () => new RandomCrop(3, 2), [5, 4, 3]),
        new("RandomErasing", () => new RandomErasing(valueRange: (0, 1)), [5, 4, 3]),
        new("RandomFlip", () => new RandomFlip(), [5, 4, 3]),
        new("RandomGaussianBlur", () => new RandomGaussianBlur(valueRange: (0, 1)), [5, 4, 3]),
        new("RandomGrayscale", () => new RandomGrayscale(), [5, 4, 3]),
        new("RandomHue", () => new RandomHue(0.2, (0, 1)), [5, 4, 3]),
        new("RandomInvert", () => new RandomInvert(valueRange: (0, 1)), [5, 4, 3]),
        new("RandomPosterization", () => new RandomPosterization(4, (0, 1)), [5, 4, 3]),
        new("RandomRotation", () => new RandomRotation(0.2), [5, 4, 3]),
        new("RandomSaturation", () => new RandomSaturation((0.3, 0.5), (0, 1)), [5, 4, 3]),
        new("RandomSharpness", () => new RandomSharpness(0.5, (0, 1)), [5, 4, 3]),
        new("RandomShear", () => new RandomShear(0.2, 0.1), [5, 4, 3]),
        new("RandomTranslation", () => new RandomTranslation(0.2, 0.2), [5, 4, 3]),
        new("RandomZoom", () => new RandomZoom(0.2), [5, 4, 3]),
        new("Solarization", () => new Solarization(0.1, 0.5, (0, 1)), [5, 4, 3]),
        new("Resizing", () => new Resizing(3, 6), [5, 4, 2]),
        new("MelSpectrogram", () => new MelSpectrogram(8, 4, numMelBins: 3, samplingRate: 100), [20]),
        new("STFTSpectrogram", () => new STFTSpectrogram("psd", frameLength: 8), [20, 2]),
        new("Dropout", () => new Dropout(0.5), [4]),
        new("Dense", () => new Dense(3, "tanh"), [4]),
        new("PReLU", () => new PReLU(), [5, 4]),
        new("Bidirectional", () => new Bidirectional(new LSTM(3)), [5, 4]),
        new("ConvLSTM1D", () => new ConvLSTM1D(2, 3), [3, 6, 2]),
        new("ConvLSTM2D", () => new ConvLSTM2D(2, 3), [3, 5, 5, 2]),
        new("ConvLSTM3D", () => new ConvLSTM3D(2, 2), [2, 3, 3, 3, 2]),
        new("GRU", () => new GRU(3), [5, 4]),
        new("GRUCell", () => new GRUCell(3), [[4], [3]]) { Apply = (layer, x) => ((RNNCell)layer).ApplyAll(x[0], [x[1]]) },
        new("LSTM", () => new LSTM(3), [5, 4]),
        new("LSTMCell", () => new LSTMCell(3), [[4], [3], [3]]) { Apply = (layer, x) => ((RNNCell)layer).ApplyAll(x[0], [x[1], x[2]]) },
        new("RNN", () => new RNN(new LSTMCell(3), new GRUCell(2)), [5, 4]),
        new("SimpleRNN", () => new SimpleRNN(3), [5, 4]),
        new("SimpleRNNCell", () => new SimpleRNNCell(3), [[4], [3]]) { Apply = (layer, x) => ((RNNCell)layer).ApplyAll(x[0], [x[1]]) },
        new("StackedRNNCells", () => new StackedRNNCells(new GRUCell(3), new GRUCell(2)), [[4], [3], [2]])
        {
            Apply = (layer, x) => ((RNNCell)layer).ApplyAll(x[0], [x[1], x[2]]),
        },
        new("TimeDistributed", () => new TimeDistributed(new Dense(3)), [5, 4]),
    ];

    // Models, what holds a function or a SavedModel, and layers of strings have tests of their own.
    private static readonly string[] Models =
        ["InputLayer", "Sequential", "Functional", "Lambda", "StringLookup", "TextVectorization", "FeatureSpace", "TFSMLayer"];

    /// <summary>The classes to try.</summary>
    public static IEnumerable<string> Names => LayerRegistry.Instance.ClassNames.Except(Models);

    /// <summary>The sample of a class.</summary>
    public static LayerSample Of(string className) =>
        Special.FirstOrDefault(s => s.ClassName == className) ?? new(className, null, DefaultInputs(className));

    /// <summary>Creates the layer of a sample.</summary>
    public static Layer Create(LayerSample sample, string dtype = "float32")
    {
        try
        {
            JsonObject envelope = sample.Create is { } create ? Wrapped(create) : FirstEnvelope(sample.ClassName)
                ?? new JsonObject { ["class_name"] = sample.ClassName, ["config"] = new JsonObject() };
            JsonObject config = (JsonObject)envelope["config"]!;
            config["dtype"] = dtype;
            config.Remove("name");
            envelope.Remove("build_config");
            return LayerRegistry.Instance.FromJson(envelope);
        }
        catch (ConfigException e)
        {
            throw new InvalidOperationException(Missing(sample.ClassName, e.Message), e);
        }
    }

    /// <summary>What to do where a class cannot be tried.</summary>
    public static string Missing(string className, string reason) =>
        $"The layer '{className}' has no sample that works ({reason}). Add a line to LayerSamples.Special in "
        + "tests/Keras.Tests/Contracts/LayerSamples.cs: "
        + $"new(\"{className}\", () => new {className}(required arguments), [shape of the input without the batch axis]), "
        + "several inputs as [[shape], [shape]], indices with DType.Int32.";

    private static Shape[] DefaultInputs(string className) => className switch
    {
        _ when className.Contains("1D", StringComparison.Ordinal) => [[8, 4]],
        _ when className.Contains("2D", StringComparison.Ordinal) => [[8, 8, 4]],
        _ when className.Contains("3D", StringComparison.Ordinal) => [[6, 6, 6, 4]],
        "LSTM" or "GRU" or "SimpleRNN" or "TimeDistributed" or "Bidirectional" or "RNN" => [[5, 4]],
        _ when typeof(Merge).IsAssignableFrom(typeof(Layer).Assembly.GetType($"Keras.Layers.{className}")) => [[4], [4]],
        _ => [[4]],
    };

    private static JsonObject Wrapped(Func<Layer> create)
    {
        using Layer layer = create();
        return SerializedObject.Wrap(layer);
    }

    private static JsonObject? FirstEnvelope(string className) =>
        EnvelopeTests.Texts("layers").Select(EnvelopeTests.Parse).FirstOrDefault(e => e["class_name"]?.ToString() == className);
}
