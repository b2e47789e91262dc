using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Optimizers;
using Keras.Tests.Losses;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Steps on a matrix and a vector, as Keras 3.15.1 made them.</summary>
public sealed class OptimizerStepTests
{
    private static readonly Fixture Recorded = Fixture.Load("optimizers");

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> cases = [];
            foreach ((int index, JsonElement item) in Recorded.Cases().Index())
                cases.Add(index, item.GetProperty("optimizer").GetProperty("class_name").GetString()!);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_and_the_state_are_those_of_Keras(int index, string className)
    {
        JsonElement item = Recorded.Cases().ElementAt(index);
        using Optimizer optimizer = OptimizerRegistry.Instance.FromJson(Json(item.GetProperty("optimizer")));
        Assert.Equal(className, optimizer.ClassName);
        string[] names = ["w", "b"];
        Weight[] weights = [.. item.GetProperty("variables").EnumerateArray().Zip(names, (array, name) => Variable(array, name))];
        optimizer.Build(weights);
        foreach (JsonElement step in item.GetProperty("steps").EnumerateArray())
        {
            Step(optimizer, [.. step.GetProperty("gradients").EnumerateArray().Select(Singles)]);
            foreach ((Weight weight, JsonElement expected) in weights.Zip(step.GetProperty("variables").EnumerateArray()))
                Near(expected, weight);
        }

        JsonElement[] state = [.. item.GetProperty("state").EnumerateArray()];
        Assert.Equal(state.Length, optimizer.Weights.Count);
        foreach ((Weight weight, JsonElement expected) in optimizer.Weights.Zip(state))
            Near(expected, weight);
        foreach (Weight weight in weights)
            weight.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_config_comes_back_as_Keras_writes_it(int index, string className)
    {
        JsonObject envelope = Json(Recorded.Cases().ElementAt(index).GetProperty("optimizer"));
        using Optimizer optimizer = OptimizerRegistry.Instance.FromJson(envelope.DeepClone().AsObject());
        Assert.Equal(className, optimizer.ClassName);
        JsonNode config = envelope["config"]!;
        Assert.True(JsonNode.DeepEquals(config, optimizer.GetConfig().ToJson()),
            $"expected {config.ToJsonString()}, got {optimizer.GetConfig()}");
    }

    private static JsonObject Json(JsonElement element) => JsonNode.Parse(element.GetRawText())!.AsObject();

    private static Tensor Singles(JsonElement name)
    {
        NpyArray array = Recorded.Array(name);
        return Tensor.Create<float>(array.ToSingles(), Shape.Create([.. array.Shape.Select(d => (long)d)]));
    }

    private static Weight Variable(JsonElement array, string name)
    {
        using Tensor start = Singles(array);
        Weight weight = new(name, start.Shape, DType.Float32, new Keras.Initializers.Zeros());
        weight.Assign(start);
        return weight;
    }

    private static void Step(Optimizer optimizer, Tensor[] gradients)
    {
        using StatefulFunction step = StatefulFunction.Trace("step", [.. gradients.Select(TensorSpec.Of)], symbols =>
        {
            optimizer.Apply([.. symbols.Select(s => (Symbol?)s)]);
            return [];
        });
        _ = step.Run(gradients);
        foreach (Tensor gradient in gradients)
            gradient.Dispose();
    }

    private static void Near(JsonElement expected, Weight weight)
    {
        using Tensor value = weight.Read(), singles = value.Cast(DType.Float32);
        NpyArray array = Recorded.Array(expected);
        float[] wanted = array.Elements switch
        {
            long[] whole => [.. whole.Select(n => (float)n)],
            int[] whole => [.. whole.Select(n => (float)n)],
            _ => array.ToSingles(),
        };
        LossProbe.Near(wanted, singles.ToArray<float>(), 1e-5f);
    }
}
