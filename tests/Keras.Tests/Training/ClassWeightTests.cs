using System.Globalization;
using System.Text.Json;
using Keras.Layers;
using Keras.Tests.Support;
using Keras.Training;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Weights of samples that follow from class weights: labels are rounded, unlisted classes weigh 1, and any number may be a class.
/// </summary>
public sealed class ClassWeightTests
{
    private static readonly Fixture Expected = Fixture.Load("class_weights");

    private static Dictionary<int, float> Weights => Expected.Root.GetProperty("class_weight").EnumerateObject()
        .ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.GetSingle());

    public static TheoryData<string> Names => [.. Expected.Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Samples_weigh_as_in_Keras(string name)
    {
        JsonElement expected = Expected.Cases().Single(c => c.GetProperty("name").GetString() == name);
        using Tensor labels = Tensor.Create<double>(Fixture.Numbers(expected.GetProperty("labels")),
            Shape.Create([.. expected.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]));
        using Tensor typed = labels.Cast(DTypes.Parse(expected.GetProperty("dtype").GetString()!));
        foreach (bool compile in (bool[])[false, true])
        {
            using StatefulFunction function = StatefulFunction.Trace(
                "weights", [TensorSpec.Of(typed)], s => [ClassWeights.Of(s[0], Weights)], new() { Compile = compile });
            using Tensor weights = function.Run([typed])[0];
            Assert.Equal(Json.Flat(expected.GetProperty("weights")), weights.ToArray<float>());
        }
    }

    [Fact]
    public void A_number_beyond_an_int32_is_no_class()
    {
        using Tensor labels = Tensor.Create<long>([(1L << 32) + 1, 1]);
        using Tensor weights = Evaluate.On(labels, l => ClassWeights.Of(l, Weights));
        Assert.Equal([1f, 3f], weights.ToArray<float>());
    }

    [Fact]
    public void A_class_below_zero_may_weigh()
    {
        using Sequential model = new(new Dense(1) { InputShape = [1], KernelInitializer = "zeros" });
        model.Compile("sgd", "mse", weightedMetrics: ["mae"]);
        Evaluation result = model.TrainOnBatch(new float[,] { { 0 }, { 0 } },
            new float[,] { { -1 }, { 1 } }, classWeight: new() { [-1] = 3, [1] = 0 });
        Assert.Equal(1.5, result.Loss, 6);
    }
}
