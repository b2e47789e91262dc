using System.Text.Json.Nodes;

namespace Keras.Saving;

/// <summary>
/// The form of Keras's <c>compile_config</c>, in its order. A key that is not there leaves the default of Keras's <c>compile</c>.
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
