using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Optimizers;
using Keras.Tests.Losses;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Steps on a table whose gradient is rows, one of them twice, as Keras 3.15.1 on TensorFlow made them.</summary>
public sealed class RowGradientTests
{
    private static readonly Fixture Recorded = Fixture.Load("row_gradients");

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> cases = [];
            foreach ((int index, JsonElement item) in Recorded.Cases().Index())
            {
                if (!item.TryGetProperty("error", out _))
                    cases.Add(index, item.GetProperty("optimizer").GetProperty("class_name").GetString()!);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_and_the_state_are_those_of_Keras(int index, string className)
    {
        JsonElement item = Recorded.Cases().ElementAt(index);
        using Optimizer optimizer =
            OptimizerRegistry.Instance.FromJson(JsonNode.Parse(item.GetProperty("optimizer").GetRawText())!.AsObject());
        Assert.Equal(className, optimizer.ClassName);
        string[] names = ["w", "b"];
        Weight[] weights = [.. item.GetProperty("variables").EnumerateArray().Zip(names, (array, name) => Variable(array, name))];
        optimizer.Build(weights);
        foreach (JsonElement step in item.GetProperty("steps").EnumerateArray())
        {
            Step(optimizer, step);
            foreach ((Weight weight, JsonElement expected) in weights.Zip(step.GetProperty("variables").EnumerateArray()))
                Near(expected, weight);
        }

        foreach ((Weight weight, JsonElement expected) in optimizer.Weights.Zip(item.GetProperty("state").EnumerateArray()))
            Near(expected, weight);
        foreach (Weight weight in weights)
            weight.Dispose();
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adagrad")]
    public void Other_rows_stay_as_they_are_bit_for_bit(string name)
    {
        using Optimizer optimizer = name;
        Weight table = new("table", [5, 2], DType.Float32, new Keras.Initializers.RandomNormal());
        optimizer.Build([table]);
        float[] before = Values(table);
        using (StatefulFunction step = StatefulFunction.Trace("step", [], _ =>
        {
            Symbol row = RawOps.GatherV2(table, Graph.Current.Constant([3]), Graph.Current.Constant(0, DType.Int32));
            Gradient?[] gradients = WeightGradients.Of(Ops.Sum(Ops.Square(row)), [table]);
            Assert.NotNull(gradients[0]!.Value.Rows);
            optimizer.Apply(gradients);
            return [];
        }))
            _ = step.Run(Array.Empty<Tensor>());
        float[] after = Values(table);
        Assert.Equal(before[..6], after[..6]);
        Assert.NotEqual(before[6..8], after[6..8]);
        Assert.Equal(before[8..], after[8..]);
        table.Dispose();
    }

    private static void Step(Optimizer optimizer, JsonElement step)
    {
        using Tensor values = Singles(step.GetProperty("values")), vector = Singles(step.GetProperty("vector"));
        NpyArray places = Recorded.Array(step.GetProperty("indices"));
        using Tensor indices = Tensor.Create<int>((int[])places.Elements);
        using StatefulFunction function = StatefulFunction.Trace("step", [.. new[] { values, indices, vector }.Select(TensorSpec.Of)], s =>
        {
            optimizer.Apply([new Gradient(new IndexedSlices(s[0], s[1], s[0].Graph.Constant([6, 3]))), (Gradient?)s[2]]);
            return [];
        });
        _ = function.Run([values, indices, vector]);
    }

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

    private static float[] Values(Weight weight)
    {
        using Tensor value = weight.Read();
        return value.ToArray<float>();
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
