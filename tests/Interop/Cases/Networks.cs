using Keras.Layers;
using Keras.Regularizers;

namespace Keras.Interop;

/// <summary>The network that most cases share.</summary>
internal static class Networks
{
    public static Model Small() => Small("softmax", 3);

    public static Model Small(ActivationFunction activation, int units) => new Sequential(
        new InputLayer([4, 3]),
        new Flatten(),
        new Dense(5, "relu") { Name = "hidden", KernelRegularizer = new L2(0.01) },
        new Dense(units),
        new Activation(activation));
}
