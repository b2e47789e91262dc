using TensorFlow;

namespace Keras.Models;

/// <summary>
/// Inputs may lack a last axis of length 1 or have one too many, as in Keras (<c>Functional._adjust_input_rank</c>): a list of numbers is a
/// batch for a model of one feature.
/// </summary>
internal static class InputRank
{
    /// <summary>Whether inputs of a shape fit a model that was built for another, if need be with such an axis more or less.</summary>
    public static bool Fits(Shape expected, Shape actual) => expected.IsCompatibleWith(Adjusted(expected, actual));

    /// <summary>Adds or removes that axis where the shape asks for it.</summary>
    public static Symbol Adjust(Symbol x, Shape expected)
    {
        Shape actual = x.Shape;
        return Lacks(expected, actual) ? Ops.ExpandDims(x, actual.Rank) : Exceeds(expected, actual) ? Ops.Squeeze(x, -1) : x;
    }

    private static Shape Adjusted(Shape expected, Shape actual) =>
        Lacks(expected, actual) ? actual.Append(1) : Exceeds(expected, actual) ? actual[..^1] : actual;

    private static bool Lacks(Shape expected, Shape actual) => actual.Rank >= 1 && actual.Rank == expected.Rank - 1 && expected[^1] == 1;

    private static bool Exceeds(Shape expected, Shape actual) => expected.Rank >= 1 && actual.Rank == expected.Rank + 1 && actual[^1] == 1;
}
