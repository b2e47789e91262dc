using TensorFlow;

namespace Keras.Layers;

/// <summary>Layers as single operations, where the function being written wants them and they have kernels.</summary>
internal static class FusedLayers
{
    /// <summary>A dense layer; null where it is to be written with ordinary operations.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="bias">The bias; null for none.</param>
    /// <param name="activation">The activation function.</param>
    /// <param name="contracted">The number of axes that are summed over.</param>
    public static Symbol? Dense(Symbol x, Symbol kernel, Weight? bias, ActivationFunction activation, int contracted = 1)
    {
        bool rectifies = activation == Activations.Relu;
        Symbol? y = FusedOps.Dense(x, kernel, bias?.ToSymbol(), rectifies, contracted);
        return rectifies ? y : y is { } output ? activation.Apply(output) : null;
    }
}
