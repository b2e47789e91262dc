using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>An activation function with its arguments.</summary>
internal sealed class ActivationReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) =>
        Classes.Knows(ActivationRegistry.Instance, Name(item)) ? null : Name(item);

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        JsonObject arguments = (JsonObject)item.Json["args"]!.DeepClone();
        Tensor x = item.Read(arguments["x"]).Tensor;
        arguments.Remove("x");
        Config config = new(arguments);
        comparison.Tensor("result", item.Value("result"), Symbols.Run(x, s => Apply(Name(item), s, config)));
        string[] unknown = [.. config.Unread];
        comparison.Require(unknown.Length == 0, $"arguments {string.Join(", ", unknown)} are not known");
    }

    private static string Name(ConformanceCase item) => (string?)item.Json["function"] ?? item.ClassName;

    // Those with parameters are functions of Ops; the others are what the registry has under the name.
    private static Symbol Apply(string name, Symbol x, Config config) => name switch
    {
        "relu" => Ops.Relu(x, config.GetDouble("negative_slope", 0),
            config.GetOptionalDouble("max_value"), config.GetDouble("threshold", 0)),
        "leaky_relu" => Ops.LeakyRelu(x, config.GetDouble("negative_slope", 0.2)),
        "celu" => Ops.Celu(x, config.GetDouble("alpha", 1)),
        "elu" => Ops.Elu(x, config.GetDouble("alpha", 1)),
        "gelu" => Ops.Gelu(x, config.GetBool("approximate", false)),
        "glu" => Ops.Glu(x, config.GetInt("axis", -1)),
        "sparsemax" => Ops.Sparsemax(x, config.GetInt("axis", -1)),
        "threshold" => Ops.Threshold(x, config.GetDouble("threshold", 0), config.GetDouble("default_value", 0)),
        "squareplus" => Ops.Squareplus(x, config.GetDouble("b", 4)),
        "hard_shrink" => Ops.HardShrink(x, config.GetDouble("threshold", 0.5)),
        "soft_shrink" => Ops.SoftShrink(x, config.GetDouble("threshold", 0.5)),
        "softmax" => config.GetNode("axis") is JsonArray ? Ops.Softmax(x, config.GetIntegers("axis")!)
            : Ops.Softmax(x, config.GetInt("axis", -1)),
        "log_softmax" => config.GetNode("axis") is JsonArray ? Ops.LogSoftmax(x, config.GetIntegers("axis")!)
            : Ops.LogSoftmax(x, config.GetInt("axis", -1)),
        _ => ActivationRegistry.Instance.FromName(name).Apply(x),
    };
}
