using TensorFlow;

namespace Keras.Tests.Contracts;

/// <summary>A layer to try, and what it is called on.</summary>
/// <param name="ClassName">The class in files.</param>
/// <param name="Create">Creates a layer; null for the first of the fixture of envelopes, or one of an empty config.</param>
/// <param name="Inputs">The shapes of the inputs without the batch axis.</param>
/// <param name="DType">The type of the inputs. Default: float32.</param>
/// <param name="Classes">The number that integers of the inputs stay below. Default: 4.</param>
public sealed record LayerSample(string ClassName, Func<Layer>? Create, Shape[] Inputs, DType DType = DType.Float32, int Classes = 4)
{
    /// <summary>A layer of one input.</summary>
    public LayerSample(string className, Func<Layer>? create, Shape input, DType dtype = DType.Float32, int classes = 4)
        : this(className, create, [input], dtype, classes)
    {
    }

    /// <summary>Calls the layer on its inputs, where they have roles. Default: a list of them, or the only one.</summary>
    public Func<Layer, KerasTensor[], IReadOnlyList<KerasTensor>> Apply { get; init; } = (layer, inputs) => layer.ApplyAll(
        inputs.Length == 1 ? inputs[0] : new Structure<KerasTensor>([.. inputs.Select(t => (Structure<KerasTensor>)t)]));
}
