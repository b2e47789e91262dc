using TensorFlow;

namespace Keras.Datasets;

/// <summary>The header of an array in its file.</summary>
/// <param name="DType">The type of the elements.</param>
/// <param name="Shape">The axes; a tensor can have them.</param>
/// <param name="BigEndian">Whether the most significant byte of an element comes first.</param>
/// <param name="FortranOrder">Whether the first axis varies fastest.</param>
internal sealed record ArrayHeader(DType DType, Shape Shape, bool BigEndian, bool FortranOrder)
{
    // TensorFlow ends the process where a shape has more axes, or a product that overflows.
    private const int MaxRank = 254;

    public long ByteLength => Shape.ElementCount * DType.Size;

    /// <summary>The axes in the order in which the file varies them.</summary>
    public Shape StoredShape => FortranOrder ? Shape.Create([.. Shape.Reverse()]) : Shape;

    /// <summary>A shape from a file, if a tensor can have it.</summary>
    /// <param name="input">For the message.</param>
    /// <param name="dimensions">The axes that the file names; none is negative.</param>
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
