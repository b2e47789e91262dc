using TensorFlow;

namespace Keras.Layers;

/// <summary>The product of an input and a kernel, as quantization needs it.</summary>
internal abstract class KernelForm
{
    /// <summary>The shape of the kernel.</summary>
    public abstract Shape Kernel { get; }

    /// <summary>The axes of the kernel that are summed over.</summary>
    public abstract int[] ReducedAxes { get; }

    /// <summary>The axes of the input that are summed over, from the front.</summary>
    public abstract int[] InputAxes(int rank);

    /// <summary>The shape of a scale for each unit.</summary>
    public abstract Shape ScaleShape { get; }

    /// <summary>The rows and columns of the kernel as a matrix whose rows are summed over.</summary>
    public (int Rows, int Columns) Flat
    {
        get
        {
            long rows = ReducedAxes.Aggregate(1L, (product, axis) => product * Kernel[axis]);
            return (checked((int)rows), checked((int)(Kernel.ElementCount / rows)));
        }
    }

    /// <summary>The rows and columns of the kernel as GPTQ and AWQ have it: the longest axis is that of the model.</summary>
    /// <exception cref="NotSupportedException">The kernel has neither two nor three axes.</exception>
    public virtual (int Rows, int Columns) Matrix => Kernel.Rank switch
    {
        2 => ((int)Kernel[0], (int)Kernel[1]),
        3 when Kernel.ToList().IndexOf(Kernel.Max()) == 0 => ((int)Kernel[0], checked((int)(Kernel[1] * Kernel[2]))),
        3 => (checked((int)(Kernel[0] * Kernel[1])), (int)Kernel[2]),
        _ => throw new NotSupportedException(
            $"GPTQ and AWQ: expected a kernel of two or three axes, got {Kernel}; exclude the layer with a filter."),
    };

    /// <summary>The product of an input and a kernel.</summary>
    public abstract Symbol Multiply(Symbol x, Symbol kernel);

    /// <summary>The gradient of the input.</summary>
    public abstract Symbol InputGradient(Symbol upstream, Symbol kernel);

    /// <summary>Lays out a kernel's scale, with reduced axes of length 1, for the output.</summary>
    public abstract Symbol ToOutput(Symbol kernelScale);

    /// <summary>Lays out an input's scale, with reduced axes of length 1, for the output.</summary>
    public abstract Symbol InputToOutput(Symbol inputScale);

    /// <summary>Lays out a scale that <see cref="ToOutput"/> gave for the kernel.</summary>
    public abstract Symbol ToKernel(Symbol scale);

    /// <summary>The product of integers of 8 bits, exact.</summary>
    public Symbol MultiplyIntegers(Symbol x, Symbol kernel)
    {
        // float32 has all integers up to 2²⁴, and its products are much faster than those of integers.
        const long largest = 1 << 24, product = 128 * 128;
        DType exact = Flat.Rows <= largest / product ? DType.Float32 : DType.Float64;
        Symbol result = Multiply(x.Cast(exact), kernel.Cast(exact));
        return exact == DType.Float64 ? result.Cast(DType.Float32) : result;
    }
}
