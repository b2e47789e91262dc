using Keras.Layers;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>What the simple layers compute, and what they refuse.</summary>
public sealed class LayerCallTests
{
    private static readonly float[,] X = { { 1f, -2f, 3f }, { -4f, 5f, -6f } };

    [Fact]
    public void Activation_applies_its_function() => Assert.Equal([1f, 0f, 3f, 0f, 5f, 0f], On(new Activation("relu"), X));

    [Theory]
    [InlineData("tanh", new[] { 0.7615942f, 0, -0.9640276f })]
    [InlineData("exponential", new[] { 2.7182817f, 1, 0.13533528f })]
    [InlineData("leaky_relu", new[] { 1f, 0, -0.4f })]
    public void Activations_of_whole_numbers_are_float32(string name, float[] expected)
    {
        using Tensor x = Tensor.Create<long>([1, 0, -2], [1, 3]), y = On(new Activation(name), x);
        Assert.Equal(expected, y.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Dense_promotes_whole_numbers_and_truth_values()
    {
        using Tensor whole = Tensor.Create<long>([1, 0, -2], [1, 3]), truths = Tensor.Create<bool>([true, false, true], [1, 3]);
        using Tensor a = On(new Dense(2) { KernelInitializer = "ones" }, whole), b =
            On(new Dense(2) { KernelInitializer = "ones" }, truths);
        Assert.Equal([-1f, -1], a.ToArray<float>());
        Assert.Equal([2f, 2], b.ToArray<float>());
    }

    [Fact]
    public void Weights_are_compared_indexed_and_changed_as_symbols_and_integers_begin_as_zeros()
    {
        using Counting layer = new("count");
        Assert.Equal([2f, 0, 5], On(layer, new float[,] { { 1, 1, 1 } }));
        using Tensor count = layer.Weights[0].Read();
        Assert.Equal([3, 3, 3], count.ToArray<int>());
        foreach (string name in (string[])["", "a/b"])
            Assert.Contains("expected a name of the weight without a slash",
                Assert.Throws<ArgumentException>(() => On(new Counting(name), X)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_types_without_values_and_beyond_all_memory_are_refused_when_they_are_added()
    {
        Assert.Contains("Weight 'w': expected a type of numbers, booleans or strings, got qint8; give one such as float32 or int32.",
            Assert.Throws<ArgumentException>(() => On(new Counting("w", DType.QInt8), X)).Message, StringComparison.Ordinal);
        Assert.Contains("Weight 'w': expected at most 2^63 bytes, got int32 [4294967296, 4294967296]; make it smaller.",
            Assert.Throws<ShapeException>(() => On(new Counting("w", length: 1L << 32), X)).Message, StringComparison.Ordinal);
        Assert.Contains("InputLayer: expected a type of numbers, booleans or strings, got resource",
            Assert.Throws<ArgumentException>(() => new Input([2], dtype: DType.Resource)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_layer_of_several_inputs_without_weights_needs_no_Build()
    {
        Input a = new([2]), b = new([2]);
        using Model model = new([a, b], new Difference().Apply(a, b));
        using Tensor y = model.Predict([new float[,] { { 5, 3 } }, new float[,] { { 1, 2 } }]);
        Assert.Equal([4f, 1], y.ToArray<float>());
    }

    [Fact]
    public void Weights_calculate_in_a_layer() =>
        Assert.Equal([-2f, 1, 0.5f, 1, 0, 9], On(new Arithmetic(), new float[,] { { 0, 0, 0, 0, 0, 0 } }));

    [Fact]
    public void Flatten_keeps_the_order_of_elements()
    {
        using Tensor x = Tensor.Create<float>([.. Enumerable.Range(0, 12).Select(i => (float)i)], [2, 2, 3]);
        using Tensor y = On(new Flatten(), x);
        Assert.Equal([2, 6], y.Shape);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], y.ToArray<float>());
    }

    [Fact]
    public void Flatten_of_channels_first_makes_the_channels_last_first()
    {
        using Tensor x = Tensor.Create<float>([.. Enumerable.Range(0, 6).Select(i => (float)i)], [1, 2, 3]);
        using Tensor y = On(new Flatten("channels_first"), x);
        Assert.Equal([0f, 3, 1, 4, 2, 5], y.ToArray<float>());
    }

    [Fact]
    public void Flatten_gives_each_number_an_axis()
    {
        using Tensor x = Tensor.Create<float>([1f, 2f]);
        using Tensor y = On(new Flatten(), x);
        Assert.Equal([2, 1], y.Shape);
    }

    [Fact]
    public void Flatten_needs_a_batch_axis_and_a_known_format()
    {
        using Tensor x = Tensor.Scalar(1f);
        Assert.Throws<ShapeException>(() => On(new Flatten(), x));
        Assert.Throws<UnknownNameException>(() => new Flatten("channels"));
    }

    [Fact]
    public void Flatten_finds_unknown_lengths_when_it_runs()
    {
        using Tensor x = Tensor.Zeros(DType.Float32, [2, 3, 4]);
        using StatefulFunction function = StatefulFunction.Trace(
            "test", [new TensorSpec(DType.Float32, [-1, -1, 4])], inputs => [new Flatten().Apply(inputs[0], new CallContext())]);
        Assert.Equal([2, 12], function.Run([x])[0].Shape);
    }

    [Fact]
    public void An_input_layer_passes_what_fits_and_refuses_the_rest()
    {
        Assert.Equal([1f, -2f, 3f, -4f, 5f, -6f], On(new InputLayer([3]), X));
        Assert.Contains("[?, 4]", Assert.Throws<ShapeException>(() => On(new InputLayer([4]), X)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new InputLayer(Shape.Unknown));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InputLayer([3], 0));
    }

    [Fact]
    public void Dropout_is_the_input_unless_training() => Assert.Equal([1f, -2f, 3f, -4f, 5f, -6f], On(new Dropout(0.5), X));

    [Fact]
    public void Dropout_zeroes_its_rate_and_scales_the_rest()
    {
        using Tensor ones = new Keras.Initializers.Ones().Create([300, 400]);
        using Tensor y = On(new Dropout(0.25, seed: 1), ones, training: true);
        float[] values = y.ToArray<float>();
        Assert.All(values, v => Assert.True(v is 0 or (> 1.33333f and < 1.33334f)));
        Assert.InRange(values.Count(v => v == 0) / (double)values.Length, 0.245, 0.255);
    }

    [Fact]
    public void Dropout_drops_whole_axes_where_the_noise_shape_says_1()
    {
        using Tensor ones = new Keras.Initializers.Ones().Create([200, 3]);
        using Tensor y = On(new Dropout(0.5, [-1, 1], seed: 1), ones, training: true);
        float[][] rows = [.. y.ToArray<float>().Chunk(3)];
        Assert.All(rows, row => Assert.Single(row.Distinct()));
        Assert.Equal(2, rows.Select(row => row[0]).Distinct().Count());
    }

    [Fact]
    public void Dropout_refuses_what_is_no_rate_and_no_noise_shape()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(double.NaN));
        Assert.Throws<ArgumentException>(() => new Dropout(0.5, [0, 1]));
        using Tensor x = Tensor.FromArray(X);
        Assert.Throws<ShapeException>(() => On(new Dropout(0.5, [1]), x, training: true));
    }

    [Fact]
    public void Dense_multiplies_adds_and_activates()
    {
        Dense layer = new(2, "relu") { KernelInitializer = "ones", BiasInitializer = new Keras.Initializers.Constant(-1) };
        Assert.Equal([1f, 1f, 0f, 0f], On(layer, X));
        Assert.Equal(8, layer.CountParams());
    }

    [Fact]
    public void A_layer_name_has_no_slash() => Assert.Throws<ArgumentException>(() => new Activation("relu") { Name = "a/b" });

    private static float[] On(Layer layer, float[,] x) => Evaluate.On(x, s => layer.Apply(s, new CallContext()));

    private static Tensor On(Layer layer, Tensor x, bool training = false) =>
        Evaluate.On(x, s => layer.Apply(s, new CallContext(training)));

    private sealed class Difference : Layer
    {
        protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context) => [inputs[0] - inputs[1]];
    }

    private sealed class Arithmetic : Layer
    {
        private Weight w = null!;

        protected override void Build(Shape input) => w = AddWeight("w", [1, 1], Initializer.Constant(2));

        protected override Symbol Call(Symbol x, CallContext context) =>
            x + Ops.Concatenate([-w, w / w, 1 / w, 3 - w, w - w, (w + 1) * (1 + w)], axis: 1);
    }

    // Of a counter that was 0 and is 5: [counter > 4 ? 2 : 0, counter <= 4 ? 1 : 0, counter].
    private sealed class Counting(string name, DType dtype = DType.Int32, long length = 3) : Layer
    {
        private Weight count = null!;

        protected override void Build(Shape input) => count = AddWeight(
            name, length == 3 ? [length] : [length, length], trainable: false, dtype: dtype);

        protected override Symbol Call(Symbol x, CallContext context)
        {
            count.AssignAdd(count.ToSymbol().Number(5));
            Symbol result = Ops.Stack([
                Ops.Where(count > 4, x * 2, 0)[0, 0], Ops.Where(count <= 4, x, 0)[0, 0], count[1].Cast(DType.Float32)]);
            count.AssignSub(count.ToSymbol().Number(2));
            return Ops.ExpandDims(result, 0);
        }
    }
}
