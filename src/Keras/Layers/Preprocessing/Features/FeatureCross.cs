namespace Keras.Layers;

/// <summary>
/// Features whose combinations of values become a feature of their own, by a hash: a city together with an hour says more than each alone.
/// A pair or a triple of names converts to it.
/// </summary>
public sealed class FeatureCross
{
    /// <summary>Creates a cross.</summary>
    /// <param name="featureNames">The names of two or more features of class indices or strings.</param>
    /// <param name="crossingDim">The number of bins of the hash; null (default) for that of the feature space.</param>
    /// <param name="outputMode">"one_hot" (default): a vector with a place for each bin; "int": the number of the bin.</param>
    /// <exception cref="ArgumentException">There are fewer than two names, or there is no such output mode.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    public FeatureCross(IReadOnlyList<string> featureNames, int? crossingDim = null, string outputMode = "one_hot")
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        if (featureNames.Count < 2)
            throw new ArgumentException(
                $"FeatureCross: expected the names of at least two features, got {featureNames.Count}.", nameof(featureNames));
        if (crossingDim is { } bins)
            Required.AtLeast("FeatureCross", 1, bins, nameof(crossingDim));
        OutputMode = OutputModes.Check(outputMode, "FeatureCross", OutputModes.Int, OutputModes.OneHot);
        (FeatureNames, CrossingDim) = ([.. featureNames], crossingDim);
    }

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The number of bins; null for that of the feature space.</summary>
    public int? CrossingDim { get; }

    /// <summary>"one_hot" or "int".</summary>
    public string OutputMode { get; }

    /// <summary>The name of the feature that the cross makes: <c>city_X_hour</c>.</summary>
    public string Name => string.Join("_X_", FeatureNames);

    /// <summary>Converts the names of two features.</summary>
    /// <param name="names">The names.</param>
    public static implicit operator FeatureCross((string First, string Second) names) => new([names.First, names.Second]);

    /// <summary>Converts the names of three features.</summary>
    /// <param name="names">The names.</param>
    public static implicit operator FeatureCross((string First, string Second, string Third) names) =>
        new([names.First, names.Second, names.Third]);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
