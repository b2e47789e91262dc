using TensorFlow;

namespace Keras.Metrics;

/// <summary>The mean of a custom function.</summary>
internal sealed class FunctionMetric(string name, Func<Symbol, Symbol, Symbol> function) : MeanMetricWrapper(name)
{
    public override string? Module => null;

    // A file names the function, so that it can be registered by its name.
    public override string ClassName => Name;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => function(yTrue, yPred);
}
