using Keras.Initializers;
using TensorFlow;

namespace Keras.CustomParts;

/// <summary>A random initializer with a seed of its own.</summary>
public sealed class ScaledUniform(double limit = 0.05, long? seed = null) : RandomInitializer(seed)
{
    public static ScaledUniform FromConfig(Config config) => new(config.GetDouble("limit", 0.05), config.GetOptionalLong("seed"));

    protected override Symbol Draw(Shape shape, DType dtype, RandomSource random) => random.Uniform(shape, -limit, limit, dtype);

    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("limit", limit);
    }
}
