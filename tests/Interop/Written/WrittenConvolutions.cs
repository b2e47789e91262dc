using Keras.Constraints;
using Keras.Layers;
using Keras.Regularizers;
using static Keras.Interop.Chains;

namespace Keras.Interop;

/// <summary>Convolutional layers and networks of them.</summary>
internal static class WrittenConvolutions
{
    public static IEnumerable<WrittenCase> All =>
    [
        new("conv-sequences", [9, 4], () =>
        [
            new Conv1D(4, 3, "tanh", padding: "causal") { DilationRate = 2, UseBias = false },
            new Conv1D(6, 2, strides: 2, padding: "same") { Groups = 2, KernelRegularizer = new L2(0.01),
                KernelConstraint = new MaxNorm(2) },
            new DepthwiseConv1D(2, "tanh") { DepthMultiplier = 2 },
            new SeparableConv1D(4, 2, "tanh", padding: "same") { DepthMultiplier = 2, PointwiseRegularizer = new L1(0.001) },
            new Conv1DTranspose(3, 3, "tanh", strides: 2, padding: "same"),
        ]),
        new("conv-images", [8, 7, 4], () =>
        [
            new Conv2D(4, [3, 2], "tanh", padding: "same") { DilationRate = [2, 1] },
            new Conv2D(6, 3, strides: [2, 1]) { Groups = 2, BiasRegularizer = new L2(0.01), ActivityRegularizer = null },
            new DepthwiseConv2D(2, "tanh", padding: "same") { DepthMultiplier = 2, DepthwiseConstraint = new UnitNorm() },
            new SeparableConv2D(4, 2, "tanh"),
            new Conv2DTranspose(3, 3, "tanh", strides: 2, padding: "same") { OutputPadding = 1 },
        ]),
        new("conv-volumes", [4, 4, 5, 2], () =>
        [
            new Conv3D(4, [2, 2, 3], "tanh", padding: "same"), new Conv3D(4, 2, strides: 2) { Groups = 2 },
                new Conv3DTranspose(2, 2, "tanh", strides: [2, 1, 2]),
        ]),
        new("conv-adapted", [6, 5, 2], () => [new Conv2D(4, 3, "tanh") { LoraRank = 2, LoraAlpha = 4 }]) { Since = "3.12.0",
            Before = "has no adaptation of convolutions with an alpha" },
        new("conv-channels-first", [2, 6, 5], () =>
        [
            new Conv2D(4, 3, "tanh") { DataFormat = "channels_first" }, new BatchNormalization(axis: 1),
                new MaxPooling2D { DataFormat = "channels_first" },
            new GlobalAveragePooling2D { DataFormat = "channels_first" },
        ]) { Since = "3.15.1", Before = "has no convolution of channels_first on processors" },
        new("conv-residual-network", () =>
        {
            Input x = new([8, 8, 3]);
            KerasTensor h = Normalized(new Conv2D(4, 3, padding: "same") { UseBias = false }.Apply(x));
            h = Block(Block(h, 4, 1), 6, 2);
            return new(x, Answer(new GlobalAveragePooling2D().Apply(h)));
        }),
        new("conv-u-net", () =>
        {
            Input x = new([8, 8, 2]);
            KerasTensor top = new Conv2D(4, 3, "tanh", padding: "same").Apply(x);
            KerasTensor bottom = new Conv2D(6, 3, "tanh", padding: "same").Apply(new MaxPooling2D().Apply(top));
            KerasTensor up = new Conv2DTranspose(4, 2, "tanh", strides: 2).Apply(bottom);
            return new(x, new Conv2D(1, 1, "sigmoid") { Name = "mask" }.Apply(new Concatenate().Apply(top, up)));
        }),
        new("conv-wave-net", () =>
        {
            Input x = new([12, 2]);
            KerasTensor h = new Conv1D(4, 1).Apply(x);
            List<KerasTensor> skips = [];
            foreach (int dilation in (int[])[1, 2, 4])
            {
                KerasTensor filter = new Conv1D(4, 2, "tanh", padding: "causal") { DilationRate = dilation }.Apply(h);
                KerasTensor gate = new Conv1D(4, 2, "sigmoid", padding: "causal") { DilationRate = dilation }.Apply(h);
                KerasTensor skip = new Conv1D(4, 1).Apply(new Multiply().Apply(filter, gate));
                skips.Add(skip);
                h = new Add().Apply(h, skip);
            }

            return new(x, new Conv1D(1, 1) { Name = "next" }.Apply(new Activation("tanh").Apply(new Add().Apply(List(skips)))));
        }),
    ];

    private static KerasTensor Normalized(KerasTensor x) => new Activation("swish").Apply(new BatchNormalization(momentum: 0.9).Apply(x));

    private static KerasTensor Block(KerasTensor x, int filters, int strides)
    {
        KerasTensor h = Normalized(new Conv2D(filters, 3, strides: strides, padding: "same") { UseBias = false }.Apply(x));
        h = new BatchNormalization(momentum: 0.9).Apply(new Conv2D(filters, 3, padding: "same") { UseBias = false }.Apply(h));
        KerasTensor shortcut = strides == 1 ? x : new Conv2D(filters, 1, strides: strides).Apply(x);
        return new Activation("swish").Apply(new Add().Apply(h, shortcut));
    }
}
