using TensorFlow;

namespace Keras.Tests.Operations;

/// <summary>The functions on Keras tensors that are written by hand, beside those of the generator.</summary>
internal static partial class OpTable
{
    /// <summary>Those forms; they have no others here.</summary>
    public static OpEntry[] HandWritten { get; } =
    [
        Entry("Relu", [new("x", typeof(Symbol))], a => Ops.Relu((KerasTensor)a[0]!)),
        Entry(
            "Bincount",
            [new("x", typeof(Symbol)), new("weights", typeof(string), hasDefault: true),
                new("minLength", typeof(int), hasDefault: true, defaultValue: 0)],
            a => Ops.Bincount((KerasTensor)a[0]!, (int)a[2]!)),
        Entry(
            "Trapezoid",
            [
                new("y", typeof(Symbol)), new("x", typeof(string), hasDefault: true),
                    new("dx", typeof(double), hasDefault: true, defaultValue: 1.0),
                new("axis", typeof(int), hasDefault: true, defaultValue: -1),
            ],
            a => Ops.Trapezoid((KerasTensor)a[0]!, (double)a[2]!, (int)a[3]!)),
        Patches("Image.ExtractPatches", a => Ops.Image.ExtractPatches(
            (KerasTensor)a[0]!, (SpatialSizes)a[1]!, (SpatialSizes)a[2]!, (SpatialSizes)a[3]!, (string)a[4]!, (string?)a[5])),
        Patches("Image.ExtractPatches3D", a => Ops.Image.ExtractPatches3D(
            (KerasTensor)a[0]!, (SpatialSizes)a[1]!, (SpatialSizes)a[2]!, (SpatialSizes)a[3]!, (string)a[4]!, (string?)a[5])),
        Entry("GetItem", [new("x", typeof(Symbol)), new("key", typeof(Indexer[]))], a => Ops.GetItem((KerasTensor)a[0]!, (Indexer[])a[1]!)),
        Entry(
            "Rearrange",
            [new("tensor", typeof(Symbol)), new("pattern", typeof(string)), new("axesLengths", typeof((string Name, int Length)[]))],
            a => Ops.Rearrange((KerasTensor)a[0]!, (string)a[1]!, ((string Name, int Length)[])a[2]!)),
        Entry(
            "Select",
            [new("condList", typeof(Symbol[])), new("choiceList", typeof(Symbol[])),
                new("defaultValue", typeof(Scalar), hasDefault: true, defaultValue: default(Scalar))],
            a => Ops.Select((KerasTensor[])a[0]!, (KerasTensor[])a[1]!, (Scalar)a[2]!)),
        Entry(
            "LayerNormalization",
            [
                new("x", typeof(Symbol)), new("gamma", typeof(Symbol?), hasDefault: true, defaultValue: null),
                    new("beta", typeof(Symbol?), hasDefault: true, defaultValue: null),
                new("axis", typeof(Axes), hasDefault: true, defaultValue: default(Axes)),
                    new("epsilon", typeof(double?), hasDefault: true, defaultValue: null),
            ],
            a => Ops.LayerNormalization((KerasTensor)a[0]!, (KerasTensor?)a[1], (KerasTensor?)a[2], (Axes)a[3]!, (double?)a[4])),
    ];

    private static OpEntry Patches(string name, Func<object?[], KerasTensor> recorded) => Entry(
        name,
        [
            new("images", typeof(Symbol)), new("size", typeof(SpatialSizes)),
                new("strides", typeof(SpatialSizes), hasDefault: true, defaultValue: default(SpatialSizes)),
            new("dilationRate", typeof(SpatialSizes), hasDefault: true, defaultValue: default(SpatialSizes)),
            new("padding", typeof(string), hasDefault: true, defaultValue: "valid"), new("dataFormat", typeof(string), hasDefault: true),
        ],
        recorded);

    private static OpEntry Entry(string name, OpParameter[] parameters, Func<object?[], KerasTensor> recorded) =>
        new(name, parameters, _ => throw new NotSupportedException(), null, a => [recorded(a)]);
}
