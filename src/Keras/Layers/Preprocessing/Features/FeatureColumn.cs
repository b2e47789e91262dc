using TensorFlow;

namespace Keras.Layers;

/// <summary>The values of a feature as its layer takes them: <c>[batch, 1]</c>, of a type that fits.</summary>
internal static class FeatureColumn
{
    /// <summary>The column as a tensor of its own.</summary>
    /// <exception cref="ShapeException">The values are of another type.</exception>
    public static Tensor Of(Tensor values, Feature feature, string name, Layer owner)
    {
        Check(values.DType, values.Shape, feature, name, owner);
        using Tensor shaped = values.Rank == 1 ? values.Reshape([-1, 1]) : values.Share();
        return TypeFor(values.DType, feature) is { } dtype ? shaped.Cast(dtype) : shaped.Share();
    }

    /// <summary>The column in a function; a single value becomes a batch of one.</summary>
    /// <exception cref="ShapeException">The values are of another type.</exception>
    public static Symbol Of(Symbol values, Feature feature, string name, Layer owner)
    {
        Check(values.DType, values.Shape, feature, name, owner);
        Symbol shaped = values.Rank == 0 ? values.Reshape([1, 1]) : values.Rank == 1 ? Ops.ExpandDims(values, -1) : values;
        return TypeFor(values.DType, feature) is { } dtype ? shaped.Cast(dtype) : shaped;
    }

    /// <inheritdoc cref="Of(Symbol, Feature, string, Layer)"/>
    public static KerasTensor Of(KerasTensor values, Feature feature, string name, Layer owner)
    {
        Check(values.DType, values.Shape, feature, name, owner);
        KerasTensor shaped = values.Shape.Rank == 1 ? Ops.ExpandDims(values, -1) : values;
        return TypeFor(values.DType, feature) is { } dtype ? Ops.Cast(shaped, dtype) : shaped;
    }

    private static void Check(DType dtype, Shape shape, Feature feature, string name, Layer owner)
    {
        if ((dtype == DType.String) != feature.IsText)
            throw new ShapeException(
                $"FeatureSpace '{owner.Name}': expected {(feature.IsText ? "strings" : "numbers")} for the feature '{name}', got "
                + $"{dtype.StandardName} {shape}; "
                + $"{(feature.IsText ? "convert them to strings" : "choose a kind of feature for strings")}.");
    }

    // Truths are numbers, and where classes are expected, numbers are whole.
    private static DType? TypeFor(DType given, Feature feature) => given switch
    {
        DType.String => null,
        _ when given == feature.DType => null,
        _ when feature.DType.IsFloatingPoint => feature.DType,
        _ when given.IsInteger => null,
        _ => DType.Int64,
    };
}
