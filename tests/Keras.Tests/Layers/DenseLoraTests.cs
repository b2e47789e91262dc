using Keras.Constraints;
using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

public sealed class DenseLoraTests
{
    [Fact]
    public void Enabling_freezes_the_kernel_and_changes_nothing_at_first()
    {
        using Sequential model = new(new Dense(3) { InputShape = [2] });
        using Tensor x = Tensor.Create<float>([1, 2], [1, 2]);
        using Tensor before = model.Predict(x);
        Dense dense = (Dense)model.Layers[0];
        dense.EnableLora(2, alpha: 4);
        using Tensor after = model.Predict(x);
        Assert.Equal(before.ToArray<float>(), after.ToArray<float>());
        Assert.Equal(["kernel", "bias", "lora_kernel_a", "lora_kernel_b"], dense.Weights.Select(w => w.Name));
        Assert.Equal(["bias", "lora_kernel_a", "lora_kernel_b"], dense.TrainableWeights.Select(w => w.Name));
        Assert.Equal(dense.Weights[0].Path.Replace("kernel", "lora_kernel_a", StringComparison.Ordinal), dense.Weights[2].Path);
    }

    [Fact]
    public void The_product_is_added_to_the_kernel_also_in_programs_written_before()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2], UseBias = false, KernelInitializer = "zeros" });
        using Tensor x = Tensor.Create<float>([1, 2], [1, 2]);
        model.Predict(x).Dispose();
        ((Dense)model.Layers[0]).EnableLora(1, alpha: 3);
        using Tensor kernel = Tensor.Create<float>([1, 1], [2, 1]), a =
            Tensor.Create<float>([1, 2], [2, 1]), b = Tensor.Create<float>([0.5f], [1, 1]);
        model.SetWeights(kernel, a, b);
        using Tensor y = model.Predict(x);
        Assert.Equal(3 + (3 * 0.5f * 5), y.ToScalar<float>());
    }

    [Fact]
    public void It_needs_a_built_layer_without_a_kernel_constraint_and_comes_once()
    {
        using Dense unbuilt = new(1), constrained = new(1) { KernelConstraint = new NonNeg() };
        Assert.Throws<InvalidOperationException>(() => unbuilt.EnableLora(1));
        unbuilt.BuildFor([1, 2]);
        constrained.BuildFor([1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => unbuilt.EnableLora(0));
        unbuilt.EnableLora(1);
        Assert.Throws<InvalidOperationException>(() => unbuilt.EnableLora(1));
        Assert.Throws<InvalidOperationException>(() => constrained.EnableLora(1));
    }

    [Fact]
    public void Rank_and_alpha_come_back_from_a_config()
    {
        using Dense dense = new(3) { LoraRank = 2 };
        Config config = dense.GetConfig();
        Assert.Equal("2", config.GetNode("lora_alpha")!.ToJsonString());
        using Layer again = LayerRegistry.Instance.FromConfig("Dense", new Config(config.ToJson()));
        Assert.Equal(config.ToString(), again.GetConfig().ToString());
    }
}
