using TensorFlow;

namespace Keras.Regularizers;

/// <summary>A penalty of one's own (<see cref="Regularizer.From"/>).</summary>
internal sealed class FunctionRegularizer(Func<Symbol, Symbol> function) : Regularizer
{
    public override string? Module => null;

    protected override Symbol Call(Symbol x) => function(x) is { Rank: <= 0 } penalty
        ? penalty
        : throw new ShapeException($"A regularizer's penalty must be a scalar, got {function(x).Shape}; sum it.");
}
