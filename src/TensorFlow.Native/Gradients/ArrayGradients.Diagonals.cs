namespace TensorFlow;

/// <content>Diagonals and bands of matrices.</content>
internal static partial class ArrayGradients
{
    private static void RegisterDiagonals(GradientTable table) => table
        .Add("Diag", op => [Raw("DiagPart", op.Dy)])
        .Add("DiagPart", op => [Raw("Diag", op.Dy)])
        .Add("MatrixDiag", op => [RawOps.MatrixDiagPart(op.Dy)])
        .Add("MatrixDiagPart", op => [RawOps.MatrixSetDiag(RawOps.ZerosLike(op[0]), op.Dy)])
        .Add("MatrixSetDiag", op => [RawOps.MatrixSetDiag(op.Dy, RawOps.ZerosLike(op[1])), RawOps.MatrixDiagPart(op.Dy)])
        .Add("MatrixDiagV2", op => [RawOps.MatrixDiagPartV2(op.Dy, op[1], op.Dy.Number(0))])
        .Add("MatrixDiagV3", op =>
            [RawOps.MatrixDiagPartV3(op.Dy, op[1], op.Dy.Number(0), op.Text("align")),
                null, null, null, op.Needs(4) ? BesideDiagonals(op) : null])
        .Add("MatrixDiagPartV2", op => [RawOps.MatrixSetDiagV2(RawOps.ZerosLike(op[0]), op.Dy, op[1])])
        .Add("MatrixDiagPartV3", op => [RawOps.MatrixSetDiagV3(RawOps.ZerosLike(op[0]), op.Dy, op[1], op.Text("align"))])
        .Add("MatrixSetDiagV2", op => [RawOps.MatrixSetDiagV2(op.Dy, RawOps.ZerosLike(op[1]), op[2]),
            RawOps.MatrixDiagPartV2(op.Dy, op[2], op.Dy.Number(0))])
        .Add("MatrixSetDiagV3", op =>
        [
            op.Needs(0) ? RawOps.MatrixSetDiagV3(op.Dy, RawOps.ZerosLike(op[1]), op[2], op.Text("align")) : null,
            op.Needs(1) ? RawOps.MatrixDiagPartV3(op.Dy, op[2], op.Dy.Number(0), op.Text("align")) : null,
        ])
        .Add("MatrixBandPart", op => [RawOps.MatrixBandPart(op.Dy, op[1], op[2])]);

    private static Symbol BesideDiagonals(BackwardOperation op) =>
        All(RawOps.MatrixSetDiagV3(op.Dy, RawOps.ZerosLike(op[0]), op[1], op.Text("align")));

    private static Symbol Raw(string type, Symbol x) => OperationBuilder.Create(type).Input(x).Build()[0];
}
