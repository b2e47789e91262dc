using static TensorFlow.Tests.Differentiation.CaseOps;

namespace TensorFlow.Tests.Differentiation;

/// <summary>The Array group.</summary>
internal static class ArrayCases
{
    public static IReadOnlyList<GradientCase> All { get; } =
    [
        .. new[] { "CheckNumerics", "CheckNumericsV2" }
            .Select(op => Linear(op, [[2, 3]], s => Op(op, s[0]).Attribute("message", "a number").Build()[0], false)),
        .. new[] { "Identity", "Snapshot", "DeepCopy", "GuaranteeConst", "DebugGradientIdentity" }
            .Select(op => Linear(op, [[2, 3]], s => One(op, s), op is "Identity" or "Snapshot")),
        Linear("EnsureShape", [[2, 3]], s => RawOps.EnsureShape(s[0], [2, 3])),
        Linear("PlaceholderWithDefault", [[2, 3]], s => Vague(s[0]), false),
        new("IdentityN", [[2, 3], [3]], s => RawOps.IdentityN([s[0] * s[1], RawOps.Square(s[1])])),
        Linear("Fill", [[]], s => RawOps.Fill(List(2, 3), s[0])),
        Linear("OneHot", [[], []], s => RawOps.OneHot(List(2, 0), Int(3), s[0], s[1])),
        Linear("OneHot along the first axis", [[], []], s => RawOps.OneHot(List(2, 0), Int(3), s[0], s[1], 0)),
        new("StopGradient", [[2, 3], [2, 3]], s => RawOps.StopGradient(s[0].Number(2)) * s[1]),

        Linear("Reshape", [[2, 3]], s => s[0].Reshape([3, -1])),
        Linear("Reshape of an unknown shape", [[2, 3]], s => Vague(s[0]).Reshape([3, -1]), false),
        Linear("ExpandDims", [[2, 3]], s => RawOps.ExpandDims(s[0], Int(1))),
        Linear("Squeeze", [[2, 1, 3]], s => RawOps.Squeeze(s[0], [1])),
        Linear("Transpose", [[2, 3, 4]], s => RawOps.Transpose(s[0], List(2, 0, 1))),
        Linear("Transpose by a computed order", [[2, 3, 4]], s => RawOps.Transpose(s[0], RawOps.ReverseV2(List(1, 0, 2), List(0))), false),
        new("ConjugateTranspose", [[2, 3], [2, 3]], s =>
        {
            Symbol z = RawOps.ConjugateTranspose(RawOps.Square(RawOps.Complex(s[0], s[1], DType.Complex128)), List(1, 0));
            return [RawOps.Real(z, DType.Float64), RawOps.Imag(z, DType.Float64)];
        }),
        Linear("ReverseV2", [[2, 3]], s => RawOps.ReverseV2(s[0], List(-1))),
        Linear("ReverseSequence", [[2, 4]], s => RawOps.ReverseSequence(s[0], List(3, 2), 1)),
        Linear("Roll", [[2, 4]], s => RawOps.Roll(s[0], List(1, 3), List(0, 1))),
        Linear("SpaceToDepth", [[1, 4, 4, 2]], s => RawOps.SpaceToDepth(s[0], 2)),
        Linear("DepthToSpace", [[1, 2, 2, 4]], s => RawOps.DepthToSpace(s[0], 2)),
        Linear("SpaceToBatchND", [[1, 4, 2]], s => RawOps.SpaceToBatchND(s[0], List(2), Ints([1, 2], 1, 1))),
        Linear("BatchToSpaceND", [[2, 3, 2]], s => RawOps.BatchToSpaceND(s[0], List(2), Ints([1, 2], 1, 1))),
        Linear("BroadcastTo", [[2, 1, 3]], s => RawOps.BroadcastTo(s[0], List(4, 2, 2, 3))),
        Linear("BroadcastTo of an unknown shape", [[1, 3]], s => RawOps.BroadcastTo(Vague(s[0]), List(2, 3)), false),
        Linear("Tile", [[2, 3]], s => RawOps.Tile(s[0], List(2, 3))),
        Linear("Tile of an unknown shape", [[2, 3]], s => RawOps.Tile(Vague(s[0]), List(2, 3)), false),
        Linear("Tile of a number", [[]], s => RawOps.Tile(s[0], RawOps.Reshape(List(), List(0)))),

        new("Pack", [[2, 3], [2, 3]], s => RawOps.Square(RawOps.Pack(s, 1))),
        Linear("ParallelConcat", [[1, 3], [1, 3]], s => RawOps.ParallelConcat(s, [2, 3]), false),
        new("Unpack", [[2, 3]], s => RawOps.Square(RawOps.Unpack(s[0], 3, -1)[1])),
        new("Concat", [[2, 3], [2, 1]],
            s => RawOps.Square(OperationBuilder.Create("Concat").Input(Int(1)).Input(s.AsSpan()).Attribute("N", 2).Build()[0])),
        new("ConcatV2", [[2, 3], [2, 1], [2, 2]], s => RawOps.Square(RawOps.ConcatV2(s, Int(-1)))),
        new("ConcatV2 of unknown shapes", [[2, 3], [2, 1]],
            s => RawOps.Square(RawOps.ConcatV2([.. s.Select(Vague)], Int(-1)))) { Compiles = false },
        new("Split", [[2, 6]], s => RawOps.Square(RawOps.Split(Int(1), s[0], 3)[1])),
        new("Split into one part", [[2, 6]], s => RawOps.Square(RawOps.Split(Int(1), s[0] * s[0], 1)[0])),
        new("SplitV", [[2, 6]], s => [RawOps.Square(RawOps.SplitV(s[0], List(1, 2, 3), Int(1), 3)[2])]),
        Linear("Slice", [[3, 4]], s => RawOps.Slice(s[0], List(1, 0), List(2, -1))),
        new("XlaOptimizationBarrier", [[2, 3], [3]], s => RawOps.XlaOptimizationBarrier([s[0] * s[1], RawOps.Square(s[1])])),
        Linear("XlaDynamicUpdateSlice", [[4, 3], [2, 2]], s => RawOps.XlaDynamicUpdateSlice(s[0], s[1], List(1, 0))),
        Linear("XlaDynamicUpdateSlice beyond the end", [[4, 3], [2, 2]], s => RawOps.XlaDynamicUpdateSlice(s[0], s[1], List(3, 2))),
        Linear("Slice of an unknown shape", [[3, 4]], s => RawOps.Slice(Vague(s[0]), List(1, 0), List(2, -1)), false),
        Linear("StridedSlice", [[4, 5]], s => RawOps.StridedSlice(s[0], List(1, 0), List(4, 5), List(2, 2))),
        Linear("StridedSlice backwards, with new and dropped axes", [[4, 5]], s =>
            RawOps.StridedSlice(s[0], List(0, 2, 4), List(0, 3, 0), List(1, 1, -2), newAxisMask: 1, shrinkAxisMask: 2)),
        Linear("StridedSlice with an ellipsis", [[2, 3, 4]],
            s => RawOps.StridedSlice(s[0], List(0, 1), List(0, 3), List(1, 1), ellipsisMask: 1)),
        Linear("StridedSlice of nothing", [[4, 5, 2]],
            s => RawOps.StridedSlice(s[0], List(3, 4, 1), List(-5, 2, -3), List(-1, 2, -2))),
        Linear("StridedSliceGrad", [[2, 3]], s => RawOps.StridedSliceGrad(List(4, 5), List(1, 0), List(4, 5), List(2, 2), s[0])),
        new("TensorStridedSliceUpdate", [[4, 5], [2, 3]],
            s => RawOps.Square(RawOps.TensorStridedSliceUpdate(s[0], List(1, 0), List(4, 5), List(2, 2), s[1]))) { Compiles = false },
        new("TensorStridedSliceUpdate of rows", [[4, 5], [2, 5]],
            s => RawOps.Square(RawOps.TensorStridedSliceUpdate(s[0], List(1, 0), List(3, 5), List(1, 1), s[1]))),

        Linear("Pad", [[2, 3]], s => RawOps.Pad(s[0], Ints([2, 2], 1, 0, 0, 2))),
        Linear("PadV2", [[2, 3], []], s => RawOps.PadV2(s[0], Ints([2, 2], 1, 0, 0, 2), s[1])),
        Linear("MirrorPad reflecting", [[3, 4]], s => RawOps.MirrorPad(s[0], Ints([2, 2], 1, 2, 0, 2), "REFLECT")),
        Linear("MirrorPad symmetric", [[3, 4]], s => RawOps.MirrorPad(s[0], Ints([2, 2], 1, 2, 0, 2), "SYMMETRIC")),
        Linear("MirrorPadGrad", [[6, 6]], s => RawOps.MirrorPadGrad(s[0], Ints([2, 2], 1, 2, 0, 2), "REFLECT"), false),

        Linear("Gather", [[5, 2]], s => OperationBuilder.Create("Gather").Input(s[0]).Input(List(4, 0, 4)).Build()[0]),
        Linear("GatherV2 of rows", [[5, 2]], s => RawOps.GatherV2(s[0], Ints([2, 2], 4, 0, 4, 1), Int(0))),
        Linear("GatherV2 of rows of an unknown shape", [[5, 2]], s => RawOps.GatherV2(Vague(s[0]), List(4, 0, 4), Int(0)), false),
        Linear("GatherV2 of one row", [[5, 2]], s => RawOps.GatherV2(s[0], Int(3), Int(0))),
        Linear("GatherV2 along the last axis", [[2, 3, 5]], s => RawOps.GatherV2(s[0], Ints([2, 2], 4, 0, 4, 1), Int(-1))),
        Linear("GatherV2 along the middle axis", [[2, 4, 3]], s => RawOps.GatherV2(s[0], List(3, 0, 3), Int(1))),
        Linear("GatherV2 in batches", [[2, 4, 3]], s => RawOps.GatherV2(s[0], Ints([2, 3], 3, 0, 3, 1, 1, 2), Int(1), 1)),
        Linear("GatherV2 in batches along a later axis", [[2, 3, 4]],
            s => RawOps.GatherV2(s[0], Ints([2, 3], 3, 0, 3, 1, 1, 2), Int(2), 1)),
        Linear("GatherNd", [[3, 4]], s => RawOps.GatherNd(s[0], Ints([2, 2], 2, 1, 0, 3))),
        Linear("GatherNd of rows", [[3, 4]], s => RawOps.GatherNd(s[0], Ints([3, 1], 2, 0, 2))),
        new("Rows that meet rows", [[5, 2]], s => RawOps.GatherV2(s[0], List(4, 0), Int(0)) * RawOps.GatherV2(s[0], List(4, 1), Int(0))),
        new("Rows that meet a tensor", [[5, 2]], s => [RawOps.GatherV2(s[0], List(4, 0), Int(0)), RawOps.Square(s[0])]),
        new("Rows through a product with a number", [[5, 2]], s => RawOps.Square(RawOps.GatherV2(s[0] * 2, List(4, 0, 4), Int(0)))),
        new("DynamicPartition", [[5, 2]],
            s => [.. RawOps.DynamicPartition(RawOps.Square(s[0]), List(1, 0, 2, 1, 1), 3)]) { Compiles = false },
        new("ParallelDynamicStitch", [[2, 2], [2, 2]], s => RawOps.Square(OperationBuilder.Create("ParallelDynamicStitch")
            .Input([List(0, 3), List(1, 2)]).Input(s.AsSpan()).Build()[0])) { Compiles = false },
        new("DynamicStitch", [[2, 2], [3, 2]],
            s => RawOps.Square(RawOps.DynamicStitch([List(0, 3), List(1, 2, 3)], s))) { Compiles = false },

        Linear("ScatterNd", [[2, 3]], s => RawOps.ScatterNd(Ints([2, 1], 3, 0), s[0], List(5, 3))),
        Linear("ScatterNd onto one row", [[2, 3]], s => RawOps.ScatterNd(Ints([2, 1], 3, 3), s[0], List(5, 3))),
        .. new[] { "TensorScatterAdd", "TensorScatterSub", "TensorScatterUpdate", "TensorScatterMax", "TensorScatterMin" }.Select(op =>
            new GradientCase(op, [[4, 3], [2, 3]], s => RawOps.Square(One(op, s[0], Ints([2, 1], 2, 0), s[1])))),
        new("ScatterNdNonAliasingAdd", [[4, 3], [2, 3]],
            s => RawOps.Square(RawOps.ScatterNdNonAliasingAdd(s[0] * 1, Ints([2, 1], 2, 0), s[1]))) { Compiles = false },

        Linear("Diag", [[2, 2]], s => One("Diag", s)),
        Linear("DiagPart", [[2, 3, 2, 3]], s => One("DiagPart", s)),
        Linear("MatrixDiag", [[2, 3]], s => RawOps.MatrixDiag(s[0])),
        Linear("MatrixDiagPart", [[2, 3, 4]], s => RawOps.MatrixDiagPart(s[0])),
        Linear("MatrixSetDiag", [[2, 3, 4], [2, 3]], s => RawOps.MatrixSetDiag(s[0], s[1])),
        Linear("MatrixDiagV2", [[2, 3]], s => RawOps.MatrixDiagV2(s[0], Int(1), Int(4), Int(4), s[0].Number(0))),
        Linear("MatrixDiagV3", [[2, 3], []], s => RawOps.MatrixDiagV3(s[0], Int(1), Int(4), Int(4), s[1])),
        Linear("MatrixDiagPartV2", [[2, 3, 4]], s => RawOps.MatrixDiagPartV2(s[0], List(-1, 1), s[0].Number(0))),
        Linear("MatrixDiagPartV3", [[2, 3, 4]], s => RawOps.MatrixDiagPartV3(s[0], List(-1, 1), s[0].Number(0))),
        Linear("MatrixSetDiagV2", [[2, 3, 4], [2, 3]], s => RawOps.MatrixSetDiagV2(s[0], s[1], Int(1))),
        Linear("MatrixSetDiagV3", [[2, 3, 4], [2, 3]], s => RawOps.MatrixSetDiagV3(s[0], s[1], Int(1))),
        Linear("MatrixBandPart", [[2, 3, 4]], s => RawOps.MatrixBandPart(s[0], Int(1), Int(0))),
    ];

    // What is linear gets a square in front, so that there is a second derivative.
    private static GradientCase Linear(string name, Shape[] shapes, Func<Symbol[], Symbol> body, bool compiles = true) =>
        new(name, shapes, s => body([.. s.Select(x => RawOps.Square(x))])) { Compiles = compiles };
}
