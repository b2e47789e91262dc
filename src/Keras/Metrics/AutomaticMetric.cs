using TensorFlow;

namespace Keras.Metrics;

/// <summary>"accuracy": the accuracy that fits the shapes of truth and predictions, known only when the program is written.</summary>
internal sealed class AutomaticMetric(string name) : Metric(name)
{
    /// <summary>The accuracy for these shapes (<c>keras.trainers.compile_utils.get_metric</c>).</summary>
    public Metric Resolve(Shape yTrue, Shape yPred) => new CategoricalAccuracy(Name);

    protected internal override void UpdateState(Symbol yTrue, Symbol yPred, Symbol? sampleWeight) => throw new NotSupportedException("An automatic metric is resolved first.");

    protected internal override Symbol Result() => throw new NotSupportedException("An automatic metric is resolved first.");
}
