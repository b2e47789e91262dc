namespace TensorFlow;

/// <content>Complex numbers. The gradient of a real loss is the conjugate direction, as in TensorFlow.</content>
internal static partial class MathGradients
{
    private static void RegisterComplex(GradientTable table) => table
        .Add("Complex", op => [Broadcasting.Reduce(Real(op.Dy), op[0], op[1]), Broadcasting.Reduce(Imaginary(op.Dy), op[1], op[0])])
        .Add("Real", op => [Complex(op.Dy, RawOps.ZerosLike(op.Dy), op[0].DType)])
        .Add("Imag", op => [Complex(RawOps.ZerosLike(op.Dy), op.Dy, op[0].DType)])
        .Add("Conj", op => [RawOps.Conj(op.Dy)])
        .Add("Angle", op =>
        {
            Symbol re = Real(op[0]), im = Imaginary(op[0]);
            Symbol part = op.Dy / (RawOps.Square(re) + RawOps.Square(im));
            return [Complex(-im * part, re * part, op[0].DType)];
        })
        .Add("ComplexAbs", op =>
        {
            Symbol zero = RawOps.ZerosLike(op.Dy);
            return [RawOps.DivNoNan(Complex(op.Dy, zero, op[0].DType) * op[0], Complex(op.Output(), zero, op[0].DType))];
        });

    private static Symbol Real(Symbol x) => RawOps.Real(x, PartType(x));

    private static Symbol Imaginary(Symbol x) => RawOps.Imag(x, PartType(x));

    private static DType PartType(Symbol x) => x.DType == DType.Complex128 ? DType.Float64 : DType.Float32;

    private static Symbol Complex(Symbol real, Symbol imaginary, DType type) => RawOps.Complex(real, imaginary, type);
}
