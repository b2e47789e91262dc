using System.Text.Json.Nodes;
using Keras.Losses;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>A loss of a batch.</summary>
internal sealed class LossReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) =>
        Classes.Knows(LossRegistry.Instance, item.ClassName) ? null : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        JsonObject config = item.Config;
        config["dtype"] = (string?)item.Json["object_dtype"];
        Loss loss = LossRegistry.Instance.FromConfig(item.ClassName, new(config));
        Structure prediction = item.Value("y_pred");
        Tensor?[] inputs = [item.Value("y_true").Tensor, prediction.Tensor, item.Value("sample_weight").TensorOrNull, prediction.Mask];
        Tensor result = Symbols.RunOptional(inputs, s => [loss.Apply(s[0]!.Value, s[1]!.Value, s[2], s[3])])[0];
        comparison.Tensor("result", item.Value("result"), result);
    }
}
