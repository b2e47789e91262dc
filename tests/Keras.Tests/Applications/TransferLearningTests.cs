using Keras.Applications;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Applications;

/// <summary>A head learns on a frozen base, then both learn on at a lower rate.</summary>
public sealed class TransferLearningTests
{
    private const int Side = 32;
    private const int Count = 16;

    [Fact]
    public void A_frozen_base_keeps_weights_and_statistics_and_learns_on_when_it_is_unfrozen()
    {
        using Model features = MobileNet.Create(
            new() { Weights = null, Alpha = 0.25, IncludeTop = false, InputShape = [Side, Side, 3], Pooling = "avg" });
        ApplicationFacts.Fill(features);
        features.Trainable = false;
        Input image = new([Side, Side, 3]);
        Dense head = new(2, "softmax") { Name = "head" };
        using Model model = new(image, head.Apply(features.Apply(image)));
        using Tensor images = Tensor.Create<float>(ApplicationFacts.Noise(Count * Side * Side * 3, 1), [Count, Side, Side, 3]);
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % 2)];
        float[][] basis = Values(features), first = Values(head);

        model.Compile(new Adam(0.01), "sparse_categorical_crossentropy");
        model.Fit(images, labels, Toy.Silent(2, 8));
        float[][] frozen = Values(features), learned = Values(head);

        features.Trainable = true;
        model.Compile(new Adam(1e-4), "sparse_categorical_crossentropy");
        model.Fit(images, labels, Toy.Silent(1, 8));
        float[][] unfrozen = Values(features);

        Assert.Equal(["head/kernel", "head/bias"], head.TrainableWeights.Select(w => w.Path));
        Assert.Equal(basis, frozen);
        Assert.NotEqual(first, learned);
        Assert.All(features.Weights.Select((w, i) => (w.Name, i)).Where(w => w.Name is "kernel" or "moving_mean"),
            w => Assert.NotEqual(frozen[w.i], unfrozen[w.i]));
    }

    private static float[][] Values(Layer layer) => [.. layer.Weights.Select(w =>
    {
        using Tensor value = w.Read();
        return value.ToArray<float>();
    })];
}
