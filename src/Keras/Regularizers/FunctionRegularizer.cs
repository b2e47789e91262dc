using TensorFlow;

namespace Keras.Regularizers;

/// <summary>A custom regularizer (<see cref="Regularizer.From"/>).</summary>
internal sealed class FunctionRegularizer(Func<Symbol, Symbol> function) : Regularizer
{
    public override string? Module => null;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x)
    {
        Symbol penalty = function(x);
        return penalty.Rank <= 0
            ? penalty
            : throw new ShapeException($"A regularizer's penalty: expected a scalar, got shape {penalty.Shape}; sum it.");
    }
}
