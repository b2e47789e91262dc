using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>Layers without weights as activation functions, in code and in files: <c>new Dense(8, new LeakyReLU(0.1))</c>.</summary>
internal static class LayerActivations
{
    /// <summary>Makes configs of activation functions know layers.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Activation functions do not know the layers above them.")]
    internal static void Register() => ActivationRegistry.ReadLayer = Read;

    /// <summary>The function that a layer computes.</summary>
    /// <exception cref="ArgumentException">When it is applied: the layer has weights.</exception>
    public static ActivationFunction Of(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new(layer.Name, Apply, () => SerializedObject.Wrap(layer));

        Symbol Apply(Symbol x)
        {
            Symbol output = layer.Apply(x, new CallContext());
            return layer.Weights.Count == 0
                ? output
                : throw new ArgumentException(
                    $"{layer.ClassName} '{layer.Name}': expected a layer without weights as an activation function, got one with "
                    + $"{layer.Weights.Count}; make it a layer of its own, behind the one whose activation it should be.");
        }
    }

    private static ActivationFunction? Read(JsonObject json)
    {
        (string className, _) = SerializedObject.Unwrap(json);
        return !ActivationRegistry.Instance.KnownNames.Contains(className) && LayerRegistry.Instance.KnownNames.Contains(className)
            ? Of(LayerRegistry.Instance.FromJson(json))
            : null;
    }
}
