using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

public sealed class LambdaTests
{
    [Fact]
    public void A_function_is_a_layer()
    {
        using Sequential model = new(new Lambda(x => (x * 2f) + 1f) { InputShape = [3] });
        using Tensor p = model.Predict(new float[,] { { 1, 2, 3 } });
        Assert.Equal([3f, 5f, 7f], p.ToArray<float>());
    }

    [Fact]
    public void A_function_of_several_inputs_sees_the_mode()
    {
        Input a = new([2]), b = new([2]);
        KerasTensor sum = new Lambda((inputs, context) => [context.Training ? inputs[0] : inputs[0] + inputs[1]]).Apply(a, b);
        using Model model = new([a, b], sum);
        Assert.Equal([-1, 2], sum.Shape);
    }

    [Fact]
    public void A_file_names_a_registered_function()
    {
        CustomObjects.RegisterFunction("doubled_for_lambda_tests", x => x * 2f);
        using Sequential model = new(new Lambda(x => x * 2f, "doubled_for_lambda_tests") { InputShape = [2] });
        using Model again = Model.FromJson(model.ToJson());
        using Tensor p = again.Predict(new float[,] { { 1, 2 } });
        Assert.Equal([2f, 4f], p.ToArray<float>());
        using Sequential unnamed = new(new Lambda(x => x) { InputShape = [2] });
        Assert.Contains("RegisterFunction",
            Assert.Throws<ConfigException>(() => Model.FromJson(unnamed.ToJson())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_can_be_given_on()
    {
        using Sequential model = new(
            new Masking { InputShape = [2, 1] }, new Lambda(x => x * 3f, mask: (_, mask) => mask), new GlobalAveragePooling1D());
        using Tensor p = model.Predict(new float[,,] { { { 0 }, { 2 } } });
        Assert.Equal([6f], p.ToArray<float>());
    }
}
