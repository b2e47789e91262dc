using System.Text.Json;
using Keras.Quantizers;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Quantizers;

/// <summary>Functions of <c>keras.quantizers</c> have Keras's numbers (<c>make_quantization_functions.py</c>).</summary>
public sealed class QuantizationFunctionTests
{
    private static readonly JsonElement Root = Fixture.Load("quantization_functions").Root;

    [Fact]
    public void Parameters_are_Keras_s()
    {
        foreach (JsonElement one in Root.GetProperty("parameters").EnumerateArray())
        {
            int maximum = 0;
            Tensor[] results = Run([Floats(one.GetProperty("x"), [3, 10])], x =>
            {
                (Symbol scale, Symbol zero, maximum) = Quantization.ComputeQuantizationParameters(
                    x[0], one.GetProperty("bits").GetInt32(), one.GetProperty("symmetric").GetBoolean(),
                    one.GetProperty("per_channel").GetBoolean(), one.GetProperty("group_size").GetInt32(),
                    signed: one.GetProperty("signed").GetBoolean());
                Assert.Equal(one.GetProperty("dtype").GetString(), zero.DType.StandardName);
                return [scale, zero.Cast(DType.Float32)];
            });
            Assert.Equal(one.GetProperty("maximum").GetInt32(), maximum);
            Assert.Equal(one.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()), results[0].Shape);
            AssertClose(one.GetProperty("scale"), results[0]);
            AssertClose(one.GetProperty("zero"), results[1]);
        }
    }

    [Fact]
    public void Simulated_quantization_and_its_gradients_are_Keras_s()
    {
        foreach (JsonElement one in Root.GetProperty("simulated").EnumerateArray())
        {
            Shape shape = Shape.Create([.. one.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
            int? axis = one.GetProperty("axis").ValueKind == JsonValueKind.Null ? null : one.GetProperty("axis").GetInt32();
            Shape limits = axis is { } channels ? [shape[channels < 0 ? channels + shape.Rank : channels]] : Shape.Scalar;
            Tensor[] inputs =
            [
                Floats(one.GetProperty("x"), shape), Floats(one.GetProperty("low"), limits), Floats(one.GetProperty("high"), limits),
            ];
            Tensor[] results = Run(inputs, x =>
            {
                Symbol y = Quantization.FakeQuantWithMinMaxVars(
                    x[0], x[1], x[2], one.GetProperty("bits").GetInt32(), one.GetProperty("narrow").GetBoolean(), axis);
                Assert.Equal(shape, y.Shape);
                Symbol?[] gradients = Gradients.Of(Ops.Sum(y * y), x);
                return [y, .. gradients.Select(g => g!.Value)];
            });
            AssertClose(one.GetProperty("y"), results[0]);
            for (int i = 0; i < 3; i++)
                AssertClose(one.GetProperty("gradients")[i], results[i + 1]);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using Tensor x = Tensor.FromArray(new float[2, 3]);
        _ = Run([x], s =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Quantization.ComputeQuantizationParameters(s[0], 9));
            Assert.Throws<ArgumentOutOfRangeException>(() => Quantization.ComputeQuantizationParameters(s[0], 4, groupSize: 0));
            Assert.Throws<ShapeException>(() => Quantization.ComputeQuantizationParameters(Ops.Reshape(s[0], [6]), 4));
            Assert.Throws<ArgumentOutOfRangeException>(() => Quantization.FakeQuantWithMinMaxVars(s[0], s[0], s[0], numBits: 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => Quantization.FakeQuantWithMinMaxVars(s[0], s[0], s[0], axis: 2));
            Assert.Throws<ShapeException>(() => Quantization.FakeQuantWithMinMaxVars(
                s[0], Ops.Reshape(s[0], [6]), Ops.Reshape(s[0], [6]), axis: 1));
            return [s[0]];
        });
    }

    private static Tensor[] Run(IReadOnlyList<Tensor> inputs, Func<Symbol[], Symbol[]> body)
    {
        using StatefulFunction function = StatefulFunction.Trace("quantization", [.. inputs.Select(TensorSpec.Of)], body);
        return function.Run(inputs);
    }

    private static Tensor Floats(JsonElement values, Shape shape) =>
        Tensor.Create<float>([.. Fixture.Numbers(values).Select(v => (float)v)], shape);

    private static void AssertClose(JsonElement expected, Tensor actual)
    {
        double[] numbers = Fixture.Numbers(expected);
        float[] values = actual.ToArray<float>();
        Assert.Equal(numbers.Length, values.Length);
        for (int i = 0; i < numbers.Length; i++)
            Assert.Equal(numbers[i], values[i], 1e-5);
        actual.Dispose();
    }
}
