using System.Text.Json;
using Keras.Layers;
using Keras.Metrics;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Steps that a mask leaves out do not count in metrics either, as in the real Keras (<c>make_masked_metrics.py</c>).</summary>
public sealed class MaskedMetricTests
{
    private static readonly JsonElement Recorded = Fixture.Load("masked_metrics").Root;

    [Theory]
    [InlineData("plain")]
    [InlineData("weighted")]
    public void Means_of_functions_take_the_steps_of_the_mask_alone(string name)
    {
        using Tensor x = Matrix("x").Cast(DType.Int32), y = Matrix("y").Cast(DType.Int32), weight = Matrix("sample_weight");
        using Sequential model = new(
            new Embedding(5, 3) { MaskZero = true }, new Dense(3, "softmax") { UseBias = false });
        model.BuildModel([Shape.UnknownDimension, 4]);
        using Tensor embeddings = Matrix("embeddings"), kernel = Matrix("kernel");
        model.SetWeights([embeddings, kernel]);
        model.Compile("sgd", "sparse_categorical_crossentropy",
            metrics:
            [
                "accuracy", new SparseCategoricalCrossentropy(name: "crossentropy"), new IoU(3, [0, 1], "iou", sparseYPred: false),
            ],
            weightedMetrics: [new SparseCategoricalAccuracy("weighted_accuracy")]);
        Evaluation measured = model.Evaluate(
            x, y, batchSize: 2, sampleWeight: name == "weighted" ? weight : null, verbose: Verbosity.Silent);
        foreach (JsonProperty expected in Recorded.GetProperty(name).EnumerateObject())
            Assert.Equal(expected.Value.GetDouble(), measured[expected.Name], 1e-5);
    }

    private static Tensor Matrix(string name)
    {
        float[][] rows = [.. Recorded.GetProperty(name).EnumerateArray()
            .Select(r => r.EnumerateArray().Select(v => v.GetSingle()).ToArray())];
        return Tensor.Create<float>([.. rows.SelectMany(r => r)], [rows.Length, rows[0].Length]);
    }
}
