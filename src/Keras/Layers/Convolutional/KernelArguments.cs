using Keras.Constraints;
using Keras.Initializers;
using Keras.Regularizers;

namespace Keras.Layers;

/// <summary>The arguments of one kernel of a convolution.</summary>
/// <param name="WeightName">The name of the weight.</param>
/// <param name="Prefix">The prefix of the arguments' names in configs.</param>
/// <param name="Initializer">The initializer.</param>
/// <param name="Regularizer">The regularizer.</param>
/// <param name="Constraint">The constraint.</param>
internal sealed record KernelArguments(string WeightName, string Prefix,
    Initializer Initializer, Regularizer? Regularizer, Constraint? Constraint)
{
    public static Initializer ReadInitializer(Config config, string prefix) =>
        config.GetObject($"{prefix}_initializer", InitializerRegistry.Instance) ?? Initializers.GlorotUniform;

    public static Regularizer? ReadRegularizer(Config config, string prefix) =>
        config.GetObject($"{prefix}_regularizer", RegularizerRegistry.Instance);

    public static Constraint? ReadConstraint(Config config, string prefix) =>
        config.GetObject($"{prefix}_constraint", ConstraintRegistry.Instance);
}
