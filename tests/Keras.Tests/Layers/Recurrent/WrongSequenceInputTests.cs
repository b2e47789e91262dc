using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>
/// Wrong shapes and arguments of recurrent, pooling and reshaping layers: one sentence that names the layer, what was received and what was
/// expected.
/// </summary>
public sealed class WrongSequenceInputTests
{
    private static Input Sequence => new([5, 3]);

    public static TheoryData<string, Action, string> Wrong => new()
    {
        { "no time axis", () => new LSTM(2) { Name = "a" }.Apply(new Input([3])),
            "LSTM 'a': expected sequences [batch, steps, features], got [?, 3]; give each sample a time axis" },
        { "no time axis for a cell", () => new RNN(new GRUCell(2)) { Name = "a" }.Apply(new Input([3])), "RNN 'a': expected" },
        { "an axis too many", () => new GRU(2) { Name = "a" }.Apply(new Input([4, 5, 3])), "wrap the layer in TimeDistributed" },
        { "no images over time", () => new ConvLSTM2D(2, 2) { Name = "a" }.Apply(new Input([5, 4, 3])), "ConvLSTM2D 'a': expected" },
        { "no time axis to distribute over", () => new TimeDistributed(new Dense(2)) { Name = "a" }.Apply(new Input([3])),
            "TimeDistributed 'a': expected sequences" },
        { "states of another batch size",
            () => new GRU(2) { Name = "a" }.Apply(new Input([5, 3], batchSize: 4), [new Input([2], batchSize: 3)]),
            "initial state 0 to have shape [4, 2], got [3, 2]" },
        { "states of another length", () => new GRU(2) { Name = "a" }.Apply(Sequence, [new Input([3])]),
            "initial state 0 to have shape [?, 2], got [?, 3]" },
        { "states of another number", () => new LSTM(2) { Name = "a" }.Apply(Sequence, [new Input([2])]),
            "LSTM 'a': expected 2 initial states, got 1" },
        { "a mask of other steps", () => new SimpleRNN(2) { Name = "a" }.Apply(Sequence, null, mask: new Input([4], dtype: DType.Bool)),
            "SimpleRNN 'a': expected a mask [batch, steps] of shape [?, 5], got [?, 4]" },
        { "a mask with features", () => new SimpleRNN(2) { Name = "a" }.Apply(Sequence, null, mask: new Input([5, 3], dtype: DType.Bool)),
            "a mask [batch, steps]" },
        { "a mask of other steps for an average", () => new GlobalAveragePooling1D { Name = "a" }.Apply(
            Sequence, mask: new Input([4], dtype: DType.Bool)),
            "GlobalAveragePooling1D 'a': expected a mask [batch, steps] of shape [?, 5]" },
        { "a mask of other steps for statistics", () => new BatchNormalization { Name = "a" }.Apply(
            Sequence, mask: new Input([4], dtype: DType.Bool)), "BatchNormalization 'a': expected a mask that broadcasts to [?, 5]" },
        { "a stateful layer of any batch", () => new LSTM(2) { Name = "a", Stateful = true }.Apply(Sequence),
            "a stateful layer needs a known batch size" },
        { "steps of any number to unroll", () => new LSTM(2) { Name = "a", Unroll = true }.Apply(new Input([-1, 3])),
            "a known number of steps to unroll" },
        { "features of any number", () => new LSTM(2) { Name = "a" }.Apply(new Input([5, -1])), "known" },
        { "no units", () => _ = new LSTM(0), "got 0" },
        { "negative units", () => _ = new GRUCell(-2), "got -2" },
        { "no filters", () => _ = new ConvLSTM1D(0, 2), "got 0" },
        { "images too small for the kernel", () => new ConvLSTM2D(2, 4) { Name = "a" }.Apply(new Input([5, 3, 3, 1])),
            "no window of [4, 4] lies inside [?, 3, 3, 1]" },
        { "a rate above 1", () => _ = new LSTM(2) { Dropout = 1.5 }, "a rate in [0, 1], got 1.5" },
        { "no cells", () => _ = new StackedRNNCells(), "at least one cell" },
        { "an unknown way to merge", () => _ = new Bidirectional(new LSTM(2), "both"), "both" },
        { "two layers the same way", () => _ = new Bidirectional(new LSTM(2), backwardLayer: new LSTM(2)), "expected" },
        { "images too small to pool", () => new MaxPooling2D(4) { Name = "a" }.Apply(new Input([3, 8, 1])), "MaxPooling2D 'a'" },
        { "no channels to pool", () => new AveragePooling1D(2) { Name = "a" }.Apply(new Input([8])),
            "AveragePooling1D 'a': expected an input of 3 axes, [batch, steps, channels], got [?, 8]; add a channel axis with Reshape." },
        { "images without channels", () => new GlobalMaxPooling2D { Name = "a" }.Apply(new Input([8, 8])),
            "GlobalMaxPooling2D 'a': expected an input of 4 axes" },
        { "no output size", () => _ = new AdaptiveMaxPooling2D(0), "AdaptiveMaxPooling2D" },
        { "a negative output size", () => _ = new AdaptiveAveragePooling1D(-1), "AdaptiveAveragePooling1D" },
        { "nothing left after cropping", () => new Cropping1D(3) { Name = "a" }.Apply(Sequence), "Cropping1D 'a'" },
        { "a negative margin", () => _ = new ZeroPadding1D(-1), "at least 0" },
        { "elements that do not fit", () => new Reshape([4, -1]) { Name = "a" }.Apply(Sequence),
            "Reshape 'a': expected samples of as many elements as" },
        { "a negative size", () => _ = new Reshape([-2, 4]), "-2" },
        { "axes that are not there", () => new Permute([2, 1]) { Name = "a" }.Apply(new Input([3])),
            "Permute 'a': expected an input of 3 axes" },
        { "axes twice", () => _ = new Permute([1, 1]), "Permute" },
        { "a sequence to repeat", () => new RepeatVector(2) { Name = "a" }.Apply(Sequence),
            "RepeatVector 'a': expected an input of 2 axes, got [?, 5, 3]; add Flatten before it." },
        { "no repetition", () => _ = new RepeatVector(0), "at least 1 repetition, got 0" },
        { "an unknown interpolation", () => _ = new UpSampling2D(2, "sharp"), "sharp" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Wrong_input_is_told_in_one_sentence(string what, Action act, string part)
    {
        Exception error = Assert.ThrowsAny<Exception>(act);
        Assert.True(error is ArgumentException or ShapeException or UnknownNameException, $"{what}: got {error}");
        Assert.True(error.Message.Split('\n')[0].Contains(part, StringComparison.Ordinal), $"{what}: {error.Message}");
    }

    [Fact]
    public void A_stateful_layer_takes_no_batches_of_another_size_than_its_states()
    {
        Input x = new([5, 3], batchSize: 4);
        using Model model = new(x, new LSTM(2) { Name = "a", Stateful = true }.Apply(x));
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        float[,] y = new float[6, 2];
        float[,,] six = new float[6, 5, 3];
        FitOptions fours = new() { BatchSize = 4, Verbose = Verbosity.Silent };
        foreach ((Action run, int got) in new (Action, int)[]
        {
            (() => model.Fit(six, y, fours), 2),
            (() => model.Fit(Dataset.FromBatches([new Batch(six, y)]), fours), 6),
            (() => model.Evaluate(six, y, 3, verbose: Verbosity.Silent), 3),
            (() => model.TrainOnBatch(six, y), 6),
            (() => model.Predict(six, 4), 2),
        })
        {
            Assert.Equal(
                $"LSTM 'a': expected batches of 4 samples, as many as the states have, got {got}; a stateful layer takes no partial batch: "
                + "give a batch size of as many, and a multiple of it as samples.", Assert.Throws<ShapeException>(run).Message);
        }
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void A_stateful_layer_goes_on_where_the_batch_before_ended_until_it_is_reset(JitCompile jitCompile)
    {
        using GRU layer = new(3) { Stateful = true };
        Input x = new([4, 2], batchSize: 2);
        Input y = new([8, 2], batchSize: 2);
        using Model model = new(x, layer.Apply(x)), whole = new(y, new GRU(3).Apply(y));
        model.Compile("sgd", "mse", jitCompile: jitCompile);
        Tensor[] weights = model.GetWeights();
        whole.SetWeights(weights);
        foreach (Tensor weight in weights)
            weight.Dispose();
        float[] numbers = [.. Enumerable.Range(0, 32).Select(i => MathF.Sin(i))];
        using Tensor both = Tensor.Create<float>(numbers, [2, 8, 2]);
        using Tensor first = Ops.GetItem(both, .., ..4), second = Ops.GetItem(both, .., 4..);
        float[] expected = Predicted(whole, both), begun = Predicted(model, first), ended = Predicted(model, second);
        Assert.All(expected.Zip(ended), p => Assert.Equal(p.First, p.Second, 1e-5f));
        Assert.NotEqual(begun, Predicted(model, first));
        layer.ResetStates();
        Assert.Equal(begun, Predicted(model, first));

        static float[] Predicted(Model model, Tensor x)
        {
            using Tensor output = model.Predict(x, batchSize: 2);
            return output.ToArray<float>();
        }
    }
}
