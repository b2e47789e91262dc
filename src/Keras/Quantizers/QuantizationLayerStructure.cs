namespace Keras.Quantizers;

/// <summary>
/// The order in which GPTQ and AWQ go through a model: blocks are quantized one after another, each on the outputs of the quantized ones
/// before (<c>quantization_layer_structure</c> of Keras).
/// </summary>
/// <param name="PreBlockLayers">The layers in front of the first block, such as an embedding: from tokens to its inputs.</param>
/// <param name="SequentialBlocks">The blocks, whose <c>Dense</c> and <c>EinsumDense</c> layers are quantized.</param>
public sealed record QuantizationLayerStructure(IReadOnlyList<Layer> PreBlockLayers, IReadOnlyList<Layer> SequentialBlocks);
