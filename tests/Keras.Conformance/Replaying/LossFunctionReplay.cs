using System.Text.Json.Nodes;
using Keras.Losses;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>A function of <c>keras.losses</c>: the loss class of that name, not reduced, in the type of the predictions.</summary>
internal sealed class LossFunctionReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) => Classes.Knows(LossRegistry.Instance, Name(item)) ? null : Name(item);

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        JsonObject config = (JsonObject)item.Json["args"]!.DeepClone();
        Tensor truth = item.Read(config["y_true"]).Tensor, prediction = item.Read(config["y_pred"]).Tensor;
        config.Remove("y_true");
        config.Remove("y_pred");
        config["dtype"] = (prediction.DType.IsFloatingPoint ? prediction.DType : DType.Float32).StandardName;
        Loss loss = LossRegistry.Instance.FromConfig(LossRegistry.Instance.FromName(Name(item)).ClassName, new(config));
        Tensor result = Symbols.Run([truth, prediction], s => [loss.Values(s[0], s[1])])[0];
        comparison.Tensor("result", item.Value("result"), result);
    }

    private static string Name(ConformanceCase item) => (string?)item.Json["function"] ?? item.ClassName;
}
