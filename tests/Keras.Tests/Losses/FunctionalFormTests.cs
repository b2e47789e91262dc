using System.Text.Json.Nodes;
using Keras.Losses;
using Keras.Metrics;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Losses;

/// <summary>
/// Arguments that Keras's functions take and its classes mostly do not: references, a weight for each class; and arrays and tuples in
/// configs.
/// </summary>
public sealed class FunctionalFormTests
{
    [Fact]
    public void Circle_takes_references()
    {
        using Tensor labels = Tensor.Create<int>([0, 1, 0, 2]), references = Tensor.Create<int>([0, 2, 1]);
        using Tensor embeddings = LossProbe.Rows([.6f, .8f], [1, 0], [.8f, .6f], [0, 1]), others =
            LossProbe.Rows([.6f, .8f], [.96f, .28f], [0, 1]);
        // keras.losses.circle(labels, embeddings, ref_labels=…, ref_embeddings=…)
        LossProbe.Near([0, 128.12799f, 44.61568f, 95.87201f], Values(new Circle(), references, others), 1e-5f);
        LossProbe.Near([26.293148f, 128.12799f, 44.61568f, 95.87201f],
            Values(new Circle(removeDiagonal: false), references, others), 1e-5f);
        LossProbe.Near([16.531326f, 0, 16.531326f, 0], Values(new Circle(gamma: 32, margin: 0.25), labels, null), 1e-5f);

        float[] Values(Circle circle, Tensor? refLabels, Tensor? refEmbeddings)
        {
            Tensor[] inputs = [.. new[] { labels, embeddings, refLabels, refEmbeddings }.OfType<Tensor>()];
            using Tensor result = LossProbe.Run(
                s => circle.ApplyToReferences(s[0], s[1], refLabels is null ? null : s[2], refEmbeddings is null ? null : s[3]), inputs);
            return result.ToArray<float>();
        }
    }

    [Fact]
    public void Focal_crossentropy_takes_a_weight_for_each_class()
    {
        using Tensor truth = LossProbe.Rows([0, 1, 0], [1, 0, 0]), predictions = LossProbe.Rows([.2f, .7f, .1f], [.5f, .25f, .25f]);
        Loss loss = new CategoricalFocalCrossentropy([0.1, 0.2, 0.7], reduction: Reduction.None);
        LossProbe.Near([0.2f * .09f * 0.35667494f, 0.1f * .25f * 0.6931472f], LossProbe.Values(loss, truth, predictions));
        Assert.Throws<ShapeException>(() => LossProbe.Values(new CategoricalFocalCrossentropy([0.1, 0.2]), truth, predictions));
        Assert.Contains("\"alpha\":[0.1,0.2,0.7]", loss.GetConfig().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"alpha":[0.1,0.2,0.7]}""")]
    [InlineData("""{"alpha":{"class_name":"__tuple__","items":[0.1,0.2,0.7]}}""")]
    [InlineData("""{"alpha":{"class_name":"__numpy__","config":{"value":[0.1,0.2,0.7],"dtype":"float64"}}}""")]
    [InlineData("""{"alpha":{"class_name":"__tensor__","config":{"value":[0.1,0.2,0.7],"dtype":"float32"}}}""")]
    public void A_list_of_a_config_comes_in_any_of_Kerass_forms(string config) =>
        Assert.Equal([0.1, 0.2, 0.7], ((CategoricalFocalCrossentropy)Loss("CategoricalFocalCrossentropy", config)).Alphas);

    [Fact]
    public void Axes_thresholds_and_numbers_do_too()
    {
        Assert.Equal([1, 2], ((Dice)Loss("Dice", """{"axis":{"class_name":"__tuple__","items":[1,2]}}""")).Axes);
        Assert.Equal(0.5, ((Huber)Loss("Huber", """{"delta":{"class_name":"__numpy__","config":{"value":0.5,"dtype":"float32"}}}""")).Delta);
        Assert.Equal([0.1, 0.5], ((Precision)Metric("Precision", """{"thresholds":{"class_name":"__tuple__","items":[0.1,0.5]}}""")).Thresholds);
        Assert.Equal([0, 1], ((IoU)Metric("IoU", """{"num_classes":3,"target_class_ids":{"class_name":"__numpy__","config":{"value":[0,1],"dtype":"int64"}}}""")).TargetClassIds);
        Assert.Equal([0, 1], ((PearsonCorrelation)Metric("PearsonCorrelation", """{"axis":{"class_name":"__tuple__","items":[0,1]}}""")).Axes);
    }

    private static Loss Loss(string name, string config) =>
        LossRegistry.Instance.FromConfig(name, new Config((JsonObject)JsonNode.Parse(config)!));

    private static Metric Metric(string name, string config) =>
        MetricRegistry.Instance.FromConfig(name, new Config((JsonObject)JsonNode.Parse(config)!));
}
