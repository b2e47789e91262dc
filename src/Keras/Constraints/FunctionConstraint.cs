using TensorFlow;

namespace Keras.Constraints;

/// <summary>A custom constraint (<see cref="Constraint.From"/>).</summary>
internal sealed class FunctionConstraint(Func<Symbol, Symbol> function) : Constraint
{
    public override string? Module => null;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol weight) => function(weight);
}
