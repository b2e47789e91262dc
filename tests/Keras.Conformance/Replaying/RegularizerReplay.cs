using Keras.Regularizers;

namespace Keras.Conformance;

/// <summary>The penalty on values.</summary>
internal sealed class RegularizerReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) =>
        Classes.Knows(RegularizerRegistry.Instance, item.ClassName) ? null : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        Regularizer regularizer = RegularizerRegistry.Instance.FromConfig(item.ClassName, new(item.Config));
        comparison.Tensor("result", item.Value("result"), Symbols.Run(item.Value("input").Tensor, regularizer.Apply));
    }
}
