using TensorFlow;

namespace Keras.Losses;

/// <summary>
/// "crossentropy": the one that fits the shapes of targets and predictions (<c>keras.trainers.compile_utils.get_loss</c>).
/// </summary>
internal sealed class AutomaticCrossentropy(string name, Reduction reduction = Reduction.SumOverBatchSize) : Loss(name, reduction)
{
    /// <inheritdoc/>
    protected internal override Loss Resolve(Shape yTrue, Shape yPred) => OutputKinds.Of(yTrue, yPred) switch
    {
        OutputKind.Binary => new BinaryCrossentropy(reduction: Reduction, name: Name) { DType = DType },
        OutputKind.ClassIndices => new SparseCategoricalCrossentropy(reduction: Reduction, name: Name) { DType = DType },
        _ => new CategoricalCrossentropy(reduction: Reduction, name: Name) { DType = DType },
    };

    /// <inheritdoc/>
    protected override Symbol Call(Symbol yTrue, Symbol yPred) => Resolve(yTrue.Shape, yPred.Shape).Values(yTrue, yPred);
}
