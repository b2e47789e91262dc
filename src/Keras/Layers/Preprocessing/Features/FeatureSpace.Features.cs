using TensorFlow;

namespace Keras.Layers;

/// <content>The kinds of features.</content>
public sealed partial class FeatureSpace
{
    /// <summary>Numbers as they are.</summary>
    /// <param name="name">The beginning of the name of the layer; null (default) for an automatic one.</param>
    public static Feature Float(string? name = null) =>
        new(DType.Float32, new TFDIdentity { Name = LayerName(name, "float") }, OutputModes.Float);

    /// <summary>Numbers shifted and scaled to a mean of 0 and a variance of 1 (<see cref="Normalization"/>), which <c>Adapt</c>
    /// learns.</summary>
    /// <inheritdoc cref="Float"/>
    public static Feature FloatNormalized(string? name = null) =>
        new(DType.Float32, new Normalization { Name = LayerName(name, "float_normalized") }, OutputModes.Float);

    /// <summary>Numbers as <c>x · scale + offset</c> (<see cref="Rescaling"/>).</summary>
    /// <param name="scale">The scale. Default: 1.</param>
    /// <param name="offset">The offset. Default: 0.</param>
    /// <param name="name">The beginning of the name of the layer; null (default) for an automatic one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public static Feature FloatRescaled(double scale = 1, double offset = 0, string? name = null)
    {
        const string owner = "FeatureSpace.FloatRescaled";
        Rescaling layer = new(
            Hyperparameter.Finite(scale, nameof(scale), owner), Hyperparameter.Finite(offset, nameof(offset), owner))
        {
            Name = LayerName(name, "float_rescaled"),
        };
        return new(DType.Float32, layer, OutputModes.Float);
    }

    /// <summary>Numbers in bins (<see cref="Discretization"/>), whose boundaries <c>Adapt</c> learns.</summary>
    /// <param name="numBins">The number of bins.</param>
    /// <param name="outputMode">"one_hot" (default) or "int".</param>
    /// <param name="name">The beginning of the name of the layer; null (default) for an automatic one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    public static Feature FloatDiscretized(int numBins, string outputMode = "one_hot", string? name = null)
    {
        Required.AtLeast("FloatDiscretized", 1, numBins);
        return Discretized(new(numBins: numBins) { Name = LayerName(name, "float_discretized") }, outputMode);
    }

    /// <summary>Numbers in bins of given boundaries (<see cref="Discretization"/>). Keras takes no boundaries without a number of bins, nor
    /// both.</summary>
    /// <param name="binBoundaries">The boundaries, in ascending order; there is one bin more.</param>
    /// <param name="outputMode">"one_hot" (default) or "int".</param>
    /// <param name="name">The beginning of the name of the layer; null (default) for an automatic one.</param>
    public static Feature FloatDiscretized(NumberArray binBoundaries, string outputMode = "one_hot", string? name = null) =>
        Discretized(new(binBoundaries) { Name = LayerName(name, "float_discretized") }, outputMode);

    /// <summary>Integers that name a class (<see cref="IntegerLookup"/>), whose vocabulary <c>Adapt</c> learns.</summary>
    /// <param name="maxTokens">The largest size of the vocabulary, the places of unknown values included; null (default) for any.</param>
    /// <param name="numOovIndices">The number of places for values that are not in the vocabulary. Default: 1.</param>
    /// <param name="outputMode">"one_hot" (default) or "int".</param>
    /// <param name="name">The beginning of the name of the layer; null (default) for an automatic one.</param>
    public static Feature IntegerCategorical(
        int? maxTokens = null, int numOovIndices = 1, string outputMode = "one_hot", string? name = null) => new(
        DType.Int32, new IntegerLookup(maxTokens, numOovIndices) { Name = LayerName(name, "integer_categorical") }, outputMode);

    /// <summary>Strings that name a class (<see cref="StringLookup"/>), whose vocabulary <c>Adapt</c> learns.</summary>
    /// <inheritdoc cref="IntegerCategorical"/>
    public static Feature StringCategorical(
        int? maxTokens = null, int numOovIndices = 1, string outputMode = "one_hot", string? name = null) => new(
        DType.String, new StringLookup(maxTokens, numOovIndices) { Name = LayerName(name, "string_categorical") }, outputMode);

    /// <summary>Integers in bins by a hash (<see cref="Hashing"/>), without a vocabulary.</summary>
    /// <param name="numBins">The number of bins.</param>
    /// <param name="outputMode">"one_hot" (default) or "int".</param>
    /// <param name="name">The beginning of the name of the layer; null (default) for an automatic one.</param>
    public static Feature IntegerHashed(int numBins, string outputMode = "one_hot", string? name = null) =>
        new(DType.Int32, new Hashing(numBins) { Name = LayerName(name, "integer_hashed") }, outputMode);

    /// <summary>Strings in bins by a hash (<see cref="Hashing"/>), without a vocabulary.</summary>
    /// <inheritdoc cref="IntegerHashed"/>
    public static Feature StringHashed(int numBins, string outputMode = "one_hot", string? name = null) =>
        new(DType.String, new Hashing(numBins) { Name = LayerName(name, "string_hashed") }, outputMode);

    private static Feature Discretized(Discretization layer, string outputMode) => new(DType.Float32, layer, outputMode);

    private static string LayerName(string? name, string kind) => $"{name ?? AutoNames.Next(kind)}_preprocessor";
}
