namespace Keras.Layers;

/// <summary>The layers and their Keras names.</summary>
internal static class LayerRegistry
{
    public static readonly Registry<Layer> Instance = new Registry<Layer>("layer", (layer, config) => layer.ReadConfig(config), (layer, envelope) => layer.ReadEnvelope(envelope))
        .Register("InputLayer", InputLayer.FromConfig)
        .Register("Flatten", Flatten.FromConfig)
        .Register("Dense", Dense.FromConfig)
        .Register("Dropout", Dropout.FromConfig)
        .Register("Activation", Activation.FromConfig)
        .Register("Add", Add.FromConfig)
        .Register("Average", Average.FromConfig)
        .Register("Concatenate", Concatenate.FromConfig)
        .Register("Dot", Dot.FromConfig)
        .Register("Maximum", Maximum.FromConfig)
        .Register("Minimum", Minimum.FromConfig)
        .Register("Multiply", Multiply.FromConfig)
        .Register("Subtract", Subtract.FromConfig)
        .Register("Sequential", Sequential.FromConfig)
        .Register("Functional", FunctionalReader.Read, "functional", "model");
}
