using TensorFlow;

namespace Keras;

/// <content>The path of a layer, and the types that its policy gives.</content>
public abstract partial class Layer
{
    private string? builtPath;

    /// <summary>
    /// The path that the layer was built at, with the names of those around it: "multi_head_attention/query"; the name before it is built.
    /// </summary>
    public string Path => builtPath ?? Name;

    /// <summary>The type of the computation.</summary>
    public DType ComputeDType => ResolvedPolicy.ComputeDType;

    /// <summary>The type of the weights that are not quantized.</summary>
    public DType VariableDType => ResolvedPolicy.VariableDType;

    /// <summary>The mode of the quantization, such as "int8"; null for none.</summary>
    public string? QuantizationMode => ResolvedPolicy.QuantizationMode;

    /// <summary>The policy of this layer: that of its path where a map of paths was given.</summary>
    internal DTypePolicy ResolvedPolicy => dtypePolicy is DTypePolicyMap map ? map.Of(Path) : dtypePolicy;
}
