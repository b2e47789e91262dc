using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>Functional models: graphs of calls as the real Keras builds, serializes, runs and trains them.</summary>
public sealed class FunctionalModelTests
{
    [Fact]
    public void A_model_takes_batches_of_other_sizes_than_that_it_was_made_with()
    {
        Input x = new([3], batchSize: 2);
        using Model model = new(x, x * 2);
        using Tensor values = Tensor.Create<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3]);
        Input other = new([3], batchSize: 3);
        using Model outer = new(other, model.Apply(other));
        using Tensor predicted = outer.Predict(values);
        Assert.Equal([2, 4, 6, 8, 10, 12, 14, 16, 18], predicted.ToArray<float>());
    }

    [Fact]
    public void A_part_of_a_model_is_a_model_that_shares_its_layers()
    {
        using Sequential whole = new(new Dense(4, "relu") { InputShape = [3], Name = "features" }, new Dense(2));
        using Model part = new(whole.Inputs, whole.GetLayer("features").Output);
        Assert.Same(whole.Layers[0], part.GetLayer("features"));
        using Tensor x = Tensor.Create<float>([1, 2, 3]), rows = x.Reshape([1, 3]), p = part.Predict(rows);
        Assert.Equal([1, 4], p.Shape);
    }

    [Fact]
    public void An_intermediate_tensor_can_become_an_input()
    {
        Input x = new([3]);
        KerasTensor h = new Dense(4).Apply(x), y = new Dense(2).Apply(h);
        using Model head = new(h, y);
        Assert.Equal([-1, 4], head.Inputs[0].Shape);
        using Tensor p = head.Predict(new float[2, 4]);
        Assert.Equal([2, 2], p.Shape);
        using Model whole = new(x, y);
    }

    [Fact]
    public void Inputs_and_outputs_may_be_lists_and_dictionaries()
    {
        Input a = new([3], name: "a"), b = new([3], name: "b");
        KerasTensor sum = new Add { Name = "sum" }.Apply(b, a), product = new Multiply { Name = "product" }.Apply([b, a]);
        using Model listed = new([b, a], [sum, product]);
        using Model named = new(new() { ["b"] = b, ["a"] = a }, new() { ["s"] = sum, ["p"] = product });
        Assert.Equal(["b", "a"], listed.InputNames);
        Assert.Equal(["sum", "product"], listed.OutputNames);
        Assert.Equal(["a", "b"], named.InputNames);
        Assert.Equal(["product", "sum"], named.OutputNames);
    }

    [Fact]
    public void Operators_and_indices_are_recorded_and_computed()
    {
        Input x = new([4], name: "x");
        KerasTensor part = x[.., 1..^1], last = x[.., ^1], reversed = x[.., new Slice(Step: -2)];
        using Model model = new(x, (part / 2 % 3) - (-reversed));
        using Model again = Keras.Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Equal([-1], last.Shape);
        using Tensor p = again.Predict(new float[,] { { 1, 2, 3, 4 } });
        Assert.Equal([(2 / 2f % 3) + 4, (3 / 2f % 3) + 2], p.ToArray<float>());
    }

    [Fact]
    public void A_missing_input_is_named()
    {
        Input a = new([3], name: "a"), b = new([3], name: "b");
        KerasTensor y = new Add().Apply(a, b);
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new Model(a, y));
        Assert.Contains("the input 'b' is needed but not among the model's inputs 'a'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_unique_in_a_model()
    {
        Input x = new([3]);
        KerasTensor y = new Dense(3) { Name = "same" }.Apply(new Dense(3) { Name = "same" }.Apply(x));
        Assert.Contains("'same' is used by 2 layers",
            Assert.Throws<ArgumentException>(() => new Model(x, y)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_merge_are_refused()
    {
        Input a = new([3]), b = new([4]);
        Assert.Contains("expected inputs whose shapes merge, got [?, 3] and [?, 4]",
            Assert.Throws<ShapeException>(() => new Add().Apply(a, b)).Message, StringComparison.Ordinal);
    }
}
