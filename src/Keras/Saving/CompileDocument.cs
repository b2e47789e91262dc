using System.Text.Json.Nodes;

namespace Keras.Saving;

/// <summary>
/// Keras's <c>compile_config</c>, with the keys in its order. A missing key stands for the default of Keras's <c>compile</c>.
/// </summary>
internal sealed class CompileDocument
{
    public JsonNode? Optimizer { get; set; } = "rmsprop";

    public JsonNode? Loss { get; set; }

    public JsonNode? LossWeights { get; set; }

    public JsonNode? Metrics { get; set; }

    public JsonNode? WeightedMetrics { get; set; }

    public JsonNode? RunEagerly { get; set; } = false;

    public JsonNode? StepsPerExecution { get; set; } = 1;

    public JsonNode? JitCompile { get; set; } = "auto";
}
