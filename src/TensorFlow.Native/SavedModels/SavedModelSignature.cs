using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>One of the computations that a <see cref="SavedModel"/> offers.</summary>
public sealed class SavedModelSignature
{
    internal SavedModelSignature(string name, SignatureDef definition, GraphHandle graph)
    {
        Name = name;
        MethodName = definition.MethodName;
        InputEndpoints = SignatureEndpoint.ReadAll(graph, name, definition.Inputs);
        OutputEndpoints = SignatureEndpoint.ReadAll(graph, name, definition.Outputs);
        Inputs = InputEndpoints.ToDictionary(e => e.Key, e => e.Spec, StringComparer.Ordinal);
        Outputs = OutputEndpoints.ToDictionary(e => e.Key, e => e.Spec, StringComparer.Ordinal);
    }

    /// <summary>The name: "serving_default".</summary>
    public string Name { get; }

    /// <summary>The method name for TensorFlow Serving: "tensorflow/serving/predict".</summary>
    public string MethodName { get; }

    /// <summary>The inputs by name, with their types and shapes.</summary>
    public IReadOnlyDictionary<string, TensorSpec> Inputs { get; }

    /// <summary>The outputs by name, with their types and shapes.</summary>
    public IReadOnlyDictionary<string, TensorSpec> Outputs { get; }

    internal SignatureEndpoint[] InputEndpoints { get; }

    internal SignatureEndpoint[] OutputEndpoints { get; }

    /// <summary>The name, the inputs and the outputs.</summary>
    public override string ToString() => $"{Name}({List(InputEndpoints)}) -> ({List(OutputEndpoints)})";

    /// <summary>The inputs in the order of the endpoints.</summary>
    /// <exception cref="ArgumentException">One is missing, is too many, or has another type or shape.</exception>
    internal Tensor[] Arrange(IReadOnlyDictionary<string, Tensor> inputs)
    {
        foreach (string key in inputs.Keys)
        {
            if (!Inputs.ContainsKey(key))
                throw new ArgumentException(
                    $"The signature '{Name}' has no input '{key}'; it takes {List(InputEndpoints)}.", nameof(inputs));
        }

        return [.. InputEndpoints.Select(e => Check(e, inputs))];
    }

    private Tensor Check(SignatureEndpoint endpoint, IReadOnlyDictionary<string, Tensor> inputs)
    {
        if (!inputs.TryGetValue(endpoint.Key, out Tensor? tensor) || tensor is null)
            throw new ArgumentException(
                $"The signature '{Name}' needs an input '{endpoint.Key}', which is missing; it takes {List(InputEndpoints)}.",
                nameof(inputs));
        if (tensor.DType != endpoint.Spec.DType || !endpoint.Spec.Shape.IsCompatibleWith(tensor.Shape))
            throw new ArgumentException(
                $"Input '{endpoint.Key}' of the signature '{Name}': expected {endpoint.Spec}, got {TensorSpec.Of(tensor)}.",
                nameof(inputs));
        return tensor;
    }

    private static string List(SignatureEndpoint[] endpoints) => string.Join(", ", endpoints.Select(e => $"{e.Key}: {e.Spec}"));
}
