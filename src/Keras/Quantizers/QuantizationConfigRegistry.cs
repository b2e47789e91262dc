namespace Keras.Quantizers;

/// <summary>The quantization configs and their Keras names.</summary>
internal static class QuantizationConfigRegistry
{
    public static readonly Registry<QuantizationConfig> Instance = new Registry<QuantizationConfig>("quantization config")
        .Register("Int8QuantizationConfig", Int8QuantizationConfig.FromConfig)
        .Register("Int4QuantizationConfig", Int4QuantizationConfig.FromConfig)
        .Register("Float8QuantizationConfig", _ => new Float8QuantizationConfig())
        .Register("GPTQConfig", GPTQConfig.FromConfig, "GPTQConfig")
        .Register("AWQConfig", AWQConfig.FromConfig, "AWQConfig");
}
