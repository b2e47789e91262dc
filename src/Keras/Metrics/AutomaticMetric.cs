using Keras.Losses;
using TensorFlow;

namespace Keras.Metrics;

/// <summary>
/// "accuracy" or "crossentropy": the one that fits the shapes of targets and predictions, known when the function is written.
/// </summary>
internal sealed class AutomaticMetric(string name) : Metric(name)
{
    private readonly bool accuracy = IsAccuracy(name);
    private Metric? resolved;

    /// <summary>The names that mean the kind that fits.</summary>
    public static IReadOnlyList<string> Names { get; } = ["accuracy", "acc", "crossentropy", "ce"];

    public override bool? LargerIsBetter => accuracy;

    /// <summary>Whether a name means the kind that fits, in whatever case.</summary>
    public static bool IsAutomatic(string name) => IsAccuracy(name) || name.ToLowerInvariant() is "crossentropy" or "ce";

    /// <summary>
    /// The metric for these shapes, under this name (<c>keras.trainers.compile_utils.get_metric</c>; Keras knows "crossentropy" as a loss
    /// only).
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not tell the kind.</exception>
    public Metric Resolve(Shape yTrue, Shape yPred) => OutputKinds.Of(yTrue, yPred) switch
    {
        OutputKind.Binary => accuracy ? new BinaryAccuracy(name: Name) { DType = DType }
            : new BinaryCrossentropy(name: Name) { DType = DType },
        OutputKind.ClassIndices => accuracy ? new SparseCategoricalAccuracy(Name) { DType = DType }
            : new SparseCategoricalCrossentropy(name: Name) { DType = DType },
        _ => accuracy ? new CategoricalAccuracy(Name) { DType = DType } : new CategoricalCrossentropy(name: Name) { DType = DType },
    };

    // Used on its own, outside of a model, it is what its first batch makes it.
    /// <inheritdoc/>
    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight)
    {
        if (resolved is null)
        {
            resolved = Resolve(yTrue.Shape, yPred.Shape);
            AdoptWeights(resolved);
        }

        resolved.UpdateState(yTrue, yPred, sampleWeight);
    }

    /// <inheritdoc/>
    protected internal override Symbol Result() =>
        (resolved ?? throw new InvalidOperationException(
            $"Metric '{Name}' does not know yet what it measures: update it first, or use a metric such as SparseCategoricalAccuracy."))
            .Result();

    private static bool IsAccuracy(string name) => name.ToLowerInvariant() is "accuracy" or "acc";
}
