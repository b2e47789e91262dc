using TensorFlow;

namespace Keras.Datasets;

/// <summary>The header of an array in its file.</summary>
/// <param name="DType">The type of the elements.</param>
/// <param name="Shape">The shape, which a tensor can have.</param>
/// <param name="BigEndian">Whether the elements are big-endian.</param>
/// <param name="FortranOrder">Whether the elements are in Fortran order: the first axis varies fastest.</param>
internal sealed record ArrayHeader(DType DType, Shape Shape, bool BigEndian, bool FortranOrder)
{
    // TensorFlow aborts the process if a shape has more axes, or if its number of elements overflows.
    private const int MaxRank = 254;

    public long ByteLength => Shape.ElementCount * DType.Size;

    /// <summary>The shape in C order of the stored elements.</summary>
    public Shape StoredShape => FortranOrder ? Shape.Create([.. Shape.Reverse()]) : Shape;

    /// <summary>Checks that a tensor can have the shape in a file.</summary>
    /// <param name="input">The file, for the message.</param>
    /// <param name="dimensions">The dimensions in the file; none is negative.</param>
    public static Shape RequireShape(ArrayInput input, ReadOnlySpan<long> dimensions)
    {
        if (dimensions.Length > MaxRank)
            throw input.Source.Error(
                $"describes an array of {dimensions.Length} axes, expected at most {MaxRank}; split it into smaller arrays.");
        long product = 1;
        foreach (long dimension in dimensions)
        {
            product = dimension <= 1 ? product : product <= long.MaxValue / 16 / dimension ? product * dimension : -1;
            if (product < 0)
                break;
        }

        Shape shape = Shape.Create(dimensions);
        return product < 0 ? throw input.Source.Error(
            $"describes an array of shape {shape}, whose elements cannot be counted; it is damaged.") : shape;
    }
}
