using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>The shapes and dtypes of the outputs of a functional model, known before any data.</summary>
internal sealed class SpecReplay : Replay
{
    protected override string? MissingClass(ConformanceCase item) => Classes.MissingInside(item.Json["config"]);

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        using Model model = (Model)ModelBuilder.FromJson(item.Json["config"]!);
        JsonArray wanted = item.Json["outputs"]!.AsArray();
        IReadOnlyList<KerasTensor> outputs = model.Outputs;
        comparison.Require(wanted.Count == outputs.Count, $"expected {wanted.Count} outputs, got {outputs.Count}");
        for (int i = 0; i < Math.Min(wanted.Count, outputs.Count); i++)
        {
            Shape shape = Shapes.FromJson(wanted[i]!["shape"])!;
            DType dtype = DTypes.Parse((string)wanted[i]!["dtype"]!);
            comparison.Require(outputs[i].Shape == shape && outputs[i].DType == dtype,
                $"output {i}: expected {dtype.StandardName} {shape}, got {outputs[i].DType.StandardName} {outputs[i].Shape}");
        }
    }
}
