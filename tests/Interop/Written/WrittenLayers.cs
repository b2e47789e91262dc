using Keras.Constraints;
using Keras.Layers;
using Keras.Regularizers;
using TensorFlow;
using static Keras.Interop.Chains;

namespace Keras.Interop;

/// <summary>Layers of all kinds but convolutional, recurrent and attention layers, with arguments that are not their defaults.</summary>
internal static class WrittenLayers
{
    public static IEnumerable<WrittenCase> All => [.. Core(), .. Shaping(), .. Normalizing(), .. Regularizing()];

    private static IEnumerable<WrittenCase> Core() =>
    [
        new("core-dense", [6],
            () => [new Dense(5, "tanh") { UseBias = false, KernelInitializer = "he_normal" }, new Activation("gelu"), new Identity()]),
        new("core-adapted-dense", [6], () => [new Dense(5, "tanh") { LoraRank = 2, LoraAlpha = 3 }]) { Since = "3.12.0",
            Before = "does not save lora_alpha" },
        new("core-einsum-dense", [4, 3], () =>
        [
            new EinsumDense("abc,cd->abd", [-1, 5], "tanh", biasAxes: "d") { KernelRegularizer = new L2(0.01) },
            new EinsumDense("abc,bcd->ad", 4) { BiasConstraint = null },
        ]),
        new("core-embedding", [6], () =>
        [
            new Embedding(5, 4) { EmbeddingsRegularizer = new L2(0.01), EmbeddingsConstraint = new MaxNorm(0.6) },
            new GlobalAveragePooling1D(),
        ], DType.Int32),
        new("core-embedding-masked", [6],
            () => [new Embedding(5, 4) { MaskZero = true }, new Dense(3, "tanh"), new GlobalAveragePooling1D()], DType.Int32),
        new("core-reversible-embedding", () =>
        {
            Input x = new([6], dtype: DType.Int32);
            ReversibleEmbedding table = new(5, 4) { LogitSoftCap = 3 };
            return new(x, Answer(table.ApplyReverse(new Dense(4, "tanh").Apply(table.Apply(x)))));
        }),
        new("core-untied-embedding", () =>
        {
            Input x = new([6], dtype: DType.Int32);
            ReversibleEmbedding table = new(5, 4) { TieWeights = false };
            return new(x, Answer(table.ApplyReverse(table.Apply(x))));
        }),
        new("core-masking", [5, 3], () => [new Masking(0), new LSTM(3)]) { HasPadding = true },
        new("core-activations", [4, 3], () =>
        [
            new ReLU(maxValue: 1.5, negativeSlope: 0.1, threshold: 0.2), new LeakyReLU(0.2),
                new PReLU { SharedAxes = [1], AlphaInitializer = "ones" },
            new ELU(0.7), new Softmax(1), new Activation("softplus"),
        ]),
        new("core-merging", () =>
        {
            Input x = new([4, 3]);
            Structure<KerasTensor> Two() => Each(x, new Dense(3), new Dense(3, "tanh"));
            Layer[] merges = [new Add(), new Subtract(), new Multiply(), new Average(), new Maximum(), new Minimum()];
            KerasTensor product = new Dense(3).Apply(new Dot(2, normalize: true).Apply(Two()));
            return new(x, Answer(new Concatenate(1).Apply(List([.. merges.Select(m => m.Apply(Two())), product]))));
        }),
        new("core-mixed-float16", [6], () => [new Dense(5, "relu") { DTypePolicy = "mixed_float16" }, new Dense(4)])
        {
            Since = "3.8.0", Before = "loads policies of single layers otherwise",
        },
    ];

    private static IEnumerable<WrittenCase> Shaping() =>
    [
        new("shape-vectors", [6], () => [new Reshape([2, -1]), new Permute([2, 1]), new Flatten(), new RepeatVector(3)]),
        new("shape-sequences", [5, 3],
            () => [new ZeroPadding1D((1, 2)), new UpSampling1D(3), new Cropping1D((2, 1)), new Flatten("channels_first")]),
        new("shape-images", [5, 4, 2], () =>
        [
            new ZeroPadding2D(((1, 2), (0, 3))), new UpSampling2D([2, 3]), new UpSampling2D(2, "bilinear"),
                new Cropping2D(((2, 1), (1, 0))),
        ]),
        new("shape-volumes", [3, 2, 4, 2],
            () => [new ZeroPadding3D(((1, 0), (0, 2), (1, 1))), new UpSampling3D([1, 2, 1]), new Cropping3D(((1, 0), (0, 1), (2, 1)))]),
        new("shape-channels-first", [2, 5, 4], () =>
        [
            new ZeroPadding2D(1) { DataFormat = "channels_first" }, new UpSampling2D(2) { DataFormat = "channels_first" },
            new Cropping2D(1) { DataFormat = "channels_first" }, new Flatten("channels_first"),
        ]),
        new("pool-sequences", [9, 3], () => [new Dense(3, "tanh"), new MaxPooling1D(2, 1, "same"), new AveragePooling1D(3, 2)]),
        new("pool-images", [7, 6, 3], () => [new Dense(3, "tanh"), new MaxPooling2D([2, 3], 1, "same"), new AveragePooling2D(2, [2, 1])]),
        new("pool-volumes", [4, 5, 4, 2], () => [new Dense(3, "tanh"), new MaxPooling3D(2, 1, "same"), new AveragePooling3D([2, 1, 2])]),
        new("pool-all", () =>
        {
            Input s = new([5, 3], name: "s"), i = new([4, 3, 2], name: "i"), v = new([3, 2, 3, 2], name: "v");
            KerasTensor hs = new Dense(3, "tanh").Apply(s), hi = new Dense(3, "tanh").Apply(i), hv = new Dense(3, "tanh").Apply(v);
            return new([s, i, v], Answer(new Concatenate().Apply(List(
            [
                new GlobalAveragePooling1D().Apply(hs), new GlobalMaxPooling1D().Apply(hs), new GlobalAveragePooling2D().Apply(hi),
                new GlobalMaxPooling2D().Apply(hi), new GlobalAveragePooling3D().Apply(hv), new GlobalMaxPooling3D().Apply(hv),
            ]))));
        }),
        new("pool-keeping-axes", [4, 3, 2],
            () => [new Dense(3, "tanh"), new GlobalAveragePooling2D(keepDims: true), new Dense(2), new GlobalMaxPooling2D(keepDims: true)]),
        // Of volumes Keras computes windows that are longer than the axis when it loads a model.
        new("pool-adaptive", () =>
        {
            Input s = new([7, 3], name: "s"), i = new([5, 6, 2], name: "i");
            KerasTensor hs = new Dense(3, "tanh").Apply(s), hi = new Dense(3, "tanh").Apply(i);
            return new([s, i], Answer(new Concatenate().Apply(List(
            [
                Through(hs, new AdaptiveAveragePooling1D(3), new Flatten()), Through(hs, new AdaptiveMaxPooling1D(2), new Flatten()),
                Through(hi, new AdaptiveAveragePooling2D([2, 3]), new Flatten()), Through(hi, new AdaptiveMaxPooling2D(2), new Flatten()),
            ]))));
        }),
    ];

    private static IEnumerable<WrittenCase> Normalizing() =>
    [
        new("norm-batch", [4, 3], () =>
        [
            new BatchNormalization(axis: 1, momentum: 0.9, epsilon: 0.01) { GammaRegularizer = new L2(0.01),
                BetaConstraint = new MaxNorm(0.5) },
            new BatchNormalization { Scale = false, MovingMeanInitializer = "ones" }, new BatchNormalization { Center = false },
        ]),
        new("norm-batch-renormalized", [6],
            () => [new BatchNormalization { Renorm = true, RenormClipping = new(RMax: 2, RMin: 0.5, DMax: 1), RenormMomentum = 0.9 }])
        {
            Since = "3.14.0", Before = "has no batch renormalization",
        },
        new("norm-batch-synchronized", [6], () => [new BatchNormalization { Synchronized = true }]),
        new("norm-layer", [4, 3],
            () => [new LayerNormalization([1, 2]) { Epsilon = 0.01, Center = false }, new LayerNormalization { Scale = false }]),
        new("norm-layer-rms", [4, 3], () => [new LayerNormalization { RmsScaling = true }]) { Since = "3.8.0",
            Before = "has no rms_scaling" },
        new("norm-group", [4, 6], () => [new GroupNormalization(3) { Epsilon = 0.01 }, new GroupNormalization(-1)]),
        new("norm-others", [4, 6], () => [new RMSNormalization(epsilon: 1e-4), new UnitNormalization(1)]),
        new("norm-spectral", [6], () => [new SpectralNormalization(new Dense(5, "tanh"), powerIterations: 2)]),
    ];

    private static IEnumerable<WrittenCase> Regularizing() =>
    [
        new("drop-vectors", [8], () =>
        [
            new Dense(8, "tanh"), new Dropout(0.3, seed: 3), new GaussianDropout(0.2, seed: 4), new GaussianNoise(0.1, seed: 5),
                new AlphaDropout(0.1, [-1, 1], seed: 6),
        ]) { IsRandom = true },
        new("drop-maps", [6, 6, 4], () =>
        [
            new SpatialDropout2D(0.3) { DataFormat = "channels_first" }, new Reshape([2, 3, 6, 4]), new SpatialDropout3D(0.2),
                new Reshape([36, 4]), new SpatialDropout1D(0.1, seed: 9),
        ]) { IsRandom = true },
        new("drop-activity", [6], () => [new Dense(4, "tanh"), new ActivityRegularization(0.01, 0.02)])
        {
            TrainsSince = "3.15.1", Before = "does not divide penalties on outputs by the batch size",
        },
    ];
}
