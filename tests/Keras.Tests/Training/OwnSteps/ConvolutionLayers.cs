using TensorFlow;

namespace Keras.Tests.Training.OwnSteps;

/// <summary>A convolution with an activation, written with the operations.</summary>
internal sealed class Convolution(int filters, int strides, Func<Symbol, Symbol> activation, bool transposed = false) : Layer
{
    private Weight kernel = null!, bias = null!;

    protected override void Build(Shape input)
    {
        kernel = AddWeight("kernel", transposed ? [3, 3, filters, input[^1]] : [3, 3, input[^1], filters]);
        bias = AddWeight("bias", [filters], new Keras.Initializers.Zeros());
    }

    protected override Symbol Call(Symbol x, CallContext context) => activation(bias + (transposed
        ? Ops.ConvTranspose(x, kernel, strides, "same", dataFormat: "channels_last")
        : Ops.Conv(x, kernel, strides, "same", "channels_last")));
}
