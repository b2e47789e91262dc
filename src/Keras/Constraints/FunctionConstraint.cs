using TensorFlow;

namespace Keras.Constraints;

/// <summary>A constraint of one's own (<see cref="Constraint.From"/>).</summary>
internal sealed class FunctionConstraint(Func<Symbol, Symbol> function) : Constraint
{
    public override string? Module => null;

    protected override Symbol Call(Symbol weight) => function(weight);
}
