namespace TensorFlow;

/// <summary>Gradients of discrete Fourier transforms, of any order.</summary>
internal static class FourierGradients
{
    public static void Register(GradientTable table) => table
        .Add("FFT", op => [RawOps.IFFT(op.Dy) * Size(op.Dy, 1)])
        .Add("IFFT", op => [RawOps.FFT(op.Dy) / Size(op.Dy, 1)])
        .Add("FFT2D", op => [RawOps.IFFT2D(op.Dy) * Size(op.Dy, 2)])
        .Add("IFFT2D", op => [RawOps.FFT2D(op.Dy) / Size(op.Dy, 2)])
        .Add("RFFT", Rfft)
        .Add("IRFFT", Irfft);

    private static Symbol Size(Symbol x, int axes)
    {
        Symbol size = Shapes.Length(x, -1);
        return (axes == 1 ? size : size * Shapes.Length(x, -2)).Cast(x.DType);
    }

    // The inverse transform counts every frequency twice that stands for its conjugate, too.
    private static Gradient?[] Rfft(BackwardOperation op)
    {
        Symbol dy = op.Dy, length = Shapes.Element(op[1], 0);
        Symbol dx = RawOps.IRFFT(dy / Counts(length, dy.DType), op[1], op[0].DType) * length.Cast(op[0].DType);
        return [Extend(dx, op[0], length)];
    }

    private static Gradient?[] Irfft(BackwardOperation op)
    {
        DType type = op[0].DType;
        Symbol length = Shapes.Element(op[1], 0);
        Symbol dx = RawOps.RFFT(op.Dy, op[1], type) * Counts(length, type) / length.Cast(type);
        return [Extend(dx, op[0], Frequencies(length))];
    }

    private static Symbol Frequencies(Symbol length) => RawOps.FloorDiv(length, length.Number(2)) + length.Number(1);

    // 1 for the frequency 0 and for half the length, 2 for the others.
    private static Symbol Counts(Symbol length, DType type)
    {
        Symbol twice = RawOps.Range(length.Number(0), Frequencies(length), length.Number(1)) * length.Number(2);
        Symbol alone = RawOps.Equal(RawOps.FloorMod(twice, length), length.Number(0));
        return (length.Number(2) - alone.Cast(length.DType)).Cast(type);
    }

    // The transform reads no more of the last axis than it needs.
    private static Symbol Extend(Symbol dx, Symbol x, Symbol length)
    {
        if (x.Rank > 0 && x.Shape[^1] >= 0 && dx.Rank > 0 && x.Shape[^1] == dx.Shape[^1])
            return dx;
        Symbol zero = length.Number(0), two = length.Number(2);
        Symbol before = RawOps.Fill(RawOps.Pack([Shapes.Rank(x) - 1, two]), zero);
        Symbol last = RawOps.Reshape(RawOps.Pack([zero, Shapes.Length(x, -1) - length]), x.Graph.Constant([1, 2]));
        return RawOps.Pad(dx, RawOps.ConcatV2([before, last], zero));
    }
}
