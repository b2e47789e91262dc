namespace Keras.Layers;

/// <summary>The arguments of one kernel of a convolution.</summary>
/// <param name="WeightName">The name of the weight.</param>
/// <param name="Prefix">The prefix of the arguments' names in configs.</param>
/// <param name="Initializer">The initializer.</param>
/// <param name="Regularizer">The regularizer.</param>
/// <param name="Constraint">The constraint.</param>
internal sealed record KernelArguments(string WeightName, string Prefix,
    Initializer Initializer, Regularizer? Regularizer, Constraint? Constraint);
