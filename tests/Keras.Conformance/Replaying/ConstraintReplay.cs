using Keras.Constraints;

namespace Keras.Conformance;

/// <summary>The projection of values.</summary>
internal sealed class ConstraintReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) =>
        Classes.Knows(ConstraintRegistry.Instance, item.ClassName) ? null : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        Constraint constraint = ConstraintRegistry.Instance.FromConfig(item.ClassName, new(item.Config));
        comparison.Tensor("result", item.Value("result"), Symbols.Run(item.Value("input").Tensor, constraint.Apply));
    }
}
