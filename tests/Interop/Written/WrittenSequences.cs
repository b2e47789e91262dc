using Keras.Constraints;
using Keras.Layers;
using Keras.Regularizers;
using TensorFlow;
using static Keras.Interop.Chains;

namespace Keras.Interop;

/// <summary>Recurrent and attention layers and networks of them.</summary>
internal static class WrittenSequences
{
    public static IEnumerable<WrittenCase> All => [.. Recurrent(), .. Attention()];

    private static IEnumerable<WrittenCase> Recurrent() =>
    [
        new("rnn-simple", [5, 3], () =>
        [
            new SimpleRNN(4, "relu") { ReturnSequences = true, UseBias = false, RecurrentRegularizer = new L2(0.01) },
            new SimpleRNN(3) { GoBackwards = true, KernelConstraint = new MaxNorm(1) },
        ]),
        new("rnn-lstm", [5, 3], () =>
        [
            new LSTM(4) { ReturnSequences = true, UnitForgetBias = false, RecurrentInitializer = "glorot_uniform" },
            new LSTM(3, "elu", "hard_sigmoid") { Unroll = true, BiasRegularizer = new L1(0.01) },
        ]),
        new("rnn-gru", [5, 3], () => [new GRU(4) { ReturnSequences = true }, new GRU(3) { ResetAfter = false, GoBackwards = true }]),
        new("rnn-masked", [6], () =>
        [
            new Embedding(5, 4) { MaskZero = true }, new GRU(4) { ReturnSequences = true, ZeroOutputForMask = true }, new LSTM(3),
        ], DType.Int32),
        new("rnn-states", () =>
        {
            Input source = new([5, 3], name: "source"), target = new([4, 3], name: "target");
            IReadOnlyList<KerasTensor> encoded = new LSTM(4) { ReturnState = true }.ApplyAll(source);
            KerasTensor decoded = new LSTM(4) { ReturnSequences = true }.Apply(target, [encoded[1], encoded[2]]);
            return new([source, target], new Dense(2) { Name = "answer" }.Apply(decoded));
        }),
        new("rnn-stateful",
            () =>
            Of(new Input([5, 3], batchSize: 8), new GRU(4) { Stateful = true, ReturnSequences = true }, new LSTM(3) { Stateful = true })),
        new("rnn-cells", [5, 3], () =>
        [
            new RNN(new LSTMCell(4) { UnitForgetBias = false }) { ReturnSequences = true },
            new RNN(new GRUCell(4), new SimpleRNNCell(3), new LSTMCell(3)) { GoBackwards = true },
        ]),
        .. new[] { "sum", "mul", "ave", "concat" }.Select(mode =>
            new WrittenCase($"rnn-bidirectional-{mode}", [5, 3],
                () => [new Bidirectional(new LSTM(3) { ReturnSequences = true }, mode), new Bidirectional(new GRU(2), mode)])),
        new("rnn-bidirectional-list", () =>
        {
            Input x = new([5, 3]);
            IReadOnlyList<KerasTensor> both = new Bidirectional(new GRU(3), mergeMode: null,
                backwardLayer: new GRU(3, "relu") { GoBackwards = true }).ApplyAll(x);
            return new(x, Answer(new Concatenate().Apply(both[1], both[0])));
        }),
        new("rnn-time-distributed", [4, 5, 5, 2], () =>
        [
            new TimeDistributed(new Conv2D(3, 2, "tanh")), new TimeDistributed(new Flatten()),
                new TimeDistributed(new Dense(3) { KernelRegularizer = new L2(0.01) }), new GRU(3),
        ]),
        new("rnn-convolutional-1d", [4, 6, 2],
            () =>
            [new ConvLSTM1D(3, 2, strides: 1, padding: "same") { ReturnSequences = true },
            new ConvLSTM1D(2, 3) { DataFormat = "channels_last" }]),
        new("rnn-convolutional-2d", [3, 5, 4, 2],
            () => [new ConvLSTM2D(3, [2, 3], padding: "same", dilationRate: 1) { GoBackwards = true, UnitForgetBias = false }]),
        new("rnn-convolutional-3d", [2, 3, 4, 3, 1], () => [new ConvLSTM3D(2, 2)]),
        new("rnn-dropout", [5, 3],
            () =>
            [new LSTM(4) { Dropout = 0.2, RecurrentDropout = 0.3, Seed = 5, ReturnSequences = true },
            new GRU(3) { Dropout = 0.1 }]) { IsRandom = true },
    ];

    private static IEnumerable<WrittenCase> Attention() =>
    [
        new("attention-self", () =>
        {
            Input x = new([5, 6]);
            return new(x,
                Answer(new MultiHeadAttention(2, 3) { UseBias = false, KernelRegularizer = new L2(0.01) }.Apply(x, x,
                useCausalMask: true)));
        }),
        new("attention-cross", () =>
        {
            Input query = new([4, 6], name: "query"), value = new([5, 3], name: "value"), key = new([5, 2], name: "key");
            Input mask = new([4, 5], dtype: DType.Bool, name: "mask");
            MultiHeadAttention layer = new(2, 3, valueDim: 4) { ProjectedShape = [5], KernelConstraint = new MaxNorm(3) };
            return new([query, value, key, mask], Answer(layer.Apply(query, value, key, mask)));
        }),
        new("attention-scores", () =>
        {
            // Of value and query of other lengths Keras tells the shape of the query's scores by itself, so that no layer can follow them.
            Input x = new([5, 6], name: "x"), y = new([5, 3], name: "y");
            (KerasTensor output, KerasTensor scores) = new MultiHeadAttention(2, 3).ApplyWithScores(x, y);
            return new([x, y], List(Answer(output), Answer(scores, "scores")));
        }),
        new("attention-areas", () =>
        {
            Input x = new([3, 4, 6]);
            return new(x, Answer(new MultiHeadAttention(2, 2) { AttentionAxes = [1, 2] }.Apply(x, x)));
        }),
        new("attention-grouped", () =>
        {
            Input x = new([5, 6]), y = new([4, 6]);
            return new([x, y], Answer(new GroupQueryAttention(3, 4, 2) { UseBias = false }.Apply(x, y)));
        }),
        new("attention-gated", () =>
        {
            Input x = new([6, 4]);
            KerasTensor h = new MultiHeadAttention(2, 3) { UseGate = true }.Apply(x, x);
            return new(x, Answer(new GroupQueryAttention(3, 4, 2) { UseGate = true }.Apply(h, h)));
        }) { Since = "3.15.1", Before = "has no gated attention" },
        new("attention-window", () =>
        {
            Input x = new([6, 4]);
            return new(x, Answer(new MultiHeadAttention(2, 3) { SlidingWindow = 2 }.Apply(x, x, useCausalMask: true)));
        }) { Since = "3.15.1", Before = "has no sliding window" },
        new("attention-plain", () =>
        {
            Input query = new([4, 6], name: "query"), value = new([5, 6], name: "value"),
                steps = new([5], dtype: DType.Bool, name: "steps");
            KerasTensor dot = new Attention(useScale: true).Apply(query, value, valueMask: steps);
            KerasTensor concat = new Attention(useScale: true, scoreMode: "concat").Apply(dot, value);
            return new([query, value, steps], Answer(new AdditiveAttention(useScale: false).Apply(concat, value, useCausalMask: false)));
        }) { Since = "3.12.0", Before = "cannot take a mask of values off the scores of all queries" },
        new("attention-masked", () =>
        {
            Input x = new([6], dtype: DType.Int32, name: "words");
            KerasTensor h = new Embedding(5, 4) { MaskZero = true }.Apply(x);
            h = new MultiHeadAttention(2, 3).Apply(h, h);
            return new(x, Answer(new GlobalAveragePooling1D().Apply(new Attention().Apply(h, h))));
        }) { Since = "3.12.0", Before = "cannot take a mask of values off the scores of all queries" },
        new("attention-transformer", () =>
        {
            Input x = new([5], dtype: DType.Int32, name: "words");
            KerasTensor h = new Embedding(5, 6).Apply(x);
            for (int block = 0; block < 2; block++)
            {
                KerasTensor n = new LayerNormalization().Apply(h);
                h = new Add().Apply(h, new MultiHeadAttention(2, 3).Apply(n, n, useCausalMask: true));
                n = new LayerNormalization().Apply(h);
                h = new Add().Apply(h, new Dense(6).Apply(new Dense(12, "gelu").Apply(n)));
            }

            return new(x, new Dense(5, "softmax") { Name = "next" }.Apply(new LayerNormalization().Apply(h)));
        }),
    ];
}
