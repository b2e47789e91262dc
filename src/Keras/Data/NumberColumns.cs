using TensorFlow;

namespace Keras.Pipelines;

/// <summary>Refuses data that are not numeric before an operation would.</summary>
internal static class NumberColumns
{
    /// <exception cref="ArgumentException">The type is not numeric.</exception>
    public static void Require(DType dtype, Shape shape, string operation, string what, string advice)
    {
        if (dtype is DType.String or DType.Resource or DType.Variant)
            throw new ArgumentException($"{operation}: expected a numeric type as {what}, got {dtype.StandardName} {shape}; {advice}.");
    }

    public static void RequireInputs(TensorSpec x, string operation) =>
        Require(x.DType, x.Shape, operation, "inputs", "encode strings as numbers before, or in Map");

    public static void RequireTargets(TensorSpec y, string operation) =>
        Require(y.DType, y.Shape, operation, "targets",
            "give class indices instead of class names, such as each name's position in the list of all");

    public static void RequireWeights(Data weights, string operation) =>
        Require(weights.Source.DType, weights.Source.Shape, operation, "sample weights", "give one weight for each sample");
}
