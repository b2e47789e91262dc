using TensorFlow;

namespace Keras;

/// <content>Fourier transforms. Complex numbers are pairs of real and imaginary parts, as in Keras.</content>
public static partial class Ops
{
    /// <summary>The discrete Fourier transform along the last axis: Xₖ = Σ xₙ e^(-2πikn/N).</summary>
    /// <param name="x">Real and imaginary parts of one floating-point type and shape.</param>
    public static (Symbol Real, Symbol Imaginary) Fft((Symbol Real, Symbol Imaginary) x) =>
        Parts(RawOps.FFT(ComplexOf(x.Real, x.Imaginary, "Fft")), x.Real);

    /// <summary>The discrete Fourier transform along the last two axes.</summary>
    /// <param name="x">Real and imaginary parts of one floating-point type and shape.</param>
    public static (Symbol Real, Symbol Imaginary) Fft2((Symbol Real, Symbol Imaginary) x) =>
        Parts(RawOps.FFT2D(ComplexOf(Matrices(x.Real, "Fft2"), x.Imaginary, "Fft2")), x.Real);

    /// <summary>The inverse discrete Fourier transform along the last two axes.</summary>
    /// <param name="x">Real and imaginary parts of one floating-point type and shape.</param>
    public static (Symbol Real, Symbol Imaginary) Ifft2((Symbol Real, Symbol Imaginary) x) =>
        Parts(RawOps.IFFT2D(ComplexOf(Matrices(x.Real, "Ifft2"), x.Imaginary, "Ifft2")), x.Real);

    /// <summary>The discrete Fourier transform of real numbers along the last axis, without the half that follows from the other.</summary>
    /// <param name="x">Floating-point numbers.</param>
    /// <param name="fftLength">The length that the axis is cut or padded to; null (default) for its own.</param>
    /// <returns>The last axis has the length fftLength / 2 + 1.</returns>
    public static (Symbol Real, Symbol Imaginary) Rfft(Symbol x, int? fftLength = null)
    {
        RequireTransformed(x, "Rfft", fftLength);
        Symbol length = fftLength is { } given ? x.Graph.Constant([given]) : Shape(x, -1).Reshape([1]);
        Symbol transformed = RawOps.RFFT(fftLength is { } least ? AtLeast(x, least) : x,
            length, x.DType == DType.Float64 ? DType.Complex128 : DType.Complex64);
        return Parts(transformed, x);
    }

    /// <summary>The inverse of <see cref="Rfft(Symbol, int?)"/>.</summary>
    /// <param name="x">Real and imaginary parts of one floating-point type and shape.</param>
    /// <param name="fftLength">The length of the result's last axis; null (default) for twice that of x less two.</param>
    public static Symbol Irfft((Symbol Real, Symbol Imaginary) x, int? fftLength = null)
    {
        RequireTransformed(x.Real, "Irfft", fftLength);
        Symbol complex = ComplexOf(x.Real, x.Imaginary, "Irfft");
        Symbol length = fftLength is { } given ? x.Real.Graph.Constant([given])
            : x.Real.Shape[^1] >= 0 ? x.Real.Graph.Constant([(int)Math.Max(0, 2 * (x.Real.Shape[^1] - 1))])
            : ((Shape(x.Real, -1) - 1) * 2).Reshape([1]);
        return RawOps.IRFFT(fftLength is { } wanted ? AtLeast(complex, (wanted / 2) + 1) : complex, length, x.Real.DType);
    }

    /// <summary>The sequences of a given length that lie in the last axis at a given distance.</summary>
    /// <param name="x">Shape <c>[…, n]</c>.</param>
    /// <param name="sequenceLength">The length of a sequence.</param>
    /// <param name="sequenceStride">The stride between consecutive sequences.</param>
    /// <returns>Shape <c>[…, sequences, sequenceLength]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static Symbol ExtractSequences(Symbol x, int sequenceLength, int sequenceStride)
    {
        Required.AtLeast("ExtractSequences", 1, sequenceLength);
        Required.AtLeast("ExtractSequences", 1, sequenceStride);
        int last = Position(x, -1, "ExtractSequences");
        Symbol length = Shape(x, last);
        Symbol count = x.Shape[last] >= 0
            ? Int(x, Math.Max(0, 1 + ((x.Shape[last] - sequenceLength + sequenceStride) / sequenceStride) - 1))
            : RawOps.Maximum(RawOps.FloorDiv(length - sequenceLength, Int(x, sequenceStride)) + 1, Int(x, 0));
        Symbol starts = ExpandDims(CountUpTo(count) * sequenceStride, 1);
        Symbol positions = starts + ExpandDims(CountUpTo(Int(x, sequenceLength)), 0);
        return RawOps.GatherV2(x, positions, Int(x, last));
    }

    // The kernel ends the process at a length of 0.
    private static void RequireTransformed(Symbol x, string name, int? fftLength)
    {
        int last = Position(x, -1, name);
        if (fftLength is { } length)
            Required.AtLeast(name, 1, length, nameof(fftLength));
        else if (x.Shape[last] == 0)
            throw new ShapeException($"{name}: expected elements along the last axis, got {x.Shape}.");
    }

    /// <summary>The last axis with zeros behind, so that it has at least a length.</summary>
    private static Symbol AtLeast(Symbol x, int length)
    {
        int last = Position(x, -1, "Rfft");
        if (x.Shape[last] >= length)
            return x;
        Symbol missing = RawOps.Maximum(Int(x, length) - Shape(x, last), Int(x, 0));
        Symbol none = x.Graph.Constant([0, 0]);
        Symbol[] widths = [.. Enumerable.Repeat(none, last), RawOps.Pack([Int(x, 0), missing])];
        return RawOps.Pad(x, RawOps.Pack(widths));
    }

    private static Symbol Matrices(Symbol x, string name)
    {
        RequireMatrices(x, name);
        return x;
    }

    private static (Symbol Real, Symbol Imaginary) Parts(Symbol complex, Symbol like) =>
        (RawOps.Real(complex, like.DType), RawOps.Imag(complex, like.DType));
}
