using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>Learning rates that may follow a schedule.</summary>
internal static class ScheduledRate
{
    /// <summary>The number in a config; the default where a schedule stands in its place, which is read for all optimizers alike.</summary>
    public static double FromConfig(Config config, double defaultRate) =>
        config.GetNode("learning_rate") is JsonObject ? defaultRate : config.GetDouble("learning_rate", defaultRate);

    /// <summary>The learning rate of an optimizer's next step.</summary>
    public static double Now(Optimizer optimizer)
    {
        using StatefulFunction function = StatefulFunction.Trace("learning_rate", [], _ => [optimizer.Rate.Cast(DType.Float64)]);
        using Tensor rate = function.Run(Array.Empty<Tensor>())[0];
        return rate.ToScalar<double>();
    }
}
