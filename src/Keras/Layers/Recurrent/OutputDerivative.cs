using TensorFlow;

namespace Keras.Layers;

/// <summary>The derivatives of the activation functions that follow from the function's value alone, so that a gradient needs no
/// other.</summary>
internal static class OutputDerivative
{
    /// <summary>From the value and its gradient, the gradient of the argument; null for functions whose derivative does not follow from the
    /// value.</summary>
    public static Func<Symbol, Symbol, Symbol>? Find(ActivationFunction function)
    {
        if (ReferenceEquals(function, Activations.Tanh))
            return (y, dy) => dy * (1 - (y * y));
        if (ReferenceEquals(function, Activations.Sigmoid))
            return (y, dy) => dy * y * (1 - y);
        if (ReferenceEquals(function, Activations.Linear))
            return (_, dy) => dy;
        return null;
    }
}
