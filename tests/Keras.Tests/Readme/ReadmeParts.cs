#nullable enable
using Keras;
using Keras.Layers;
using TensorFlow;

namespace UsersProgram;

// <One's own parts>
public sealed class Scale(float by) : Layer
{
    protected override Symbol Call(Symbol x, CallContext context) => x * by;
}

public sealed class Linear(int units) : Layer
{
    private Weight kernel = null!, bias = null!;
    public Regularizer? KernelRegularizer { get; init; }
    protected override void Build(Shape input)
    {
        kernel = AddWeight("kernel", [input[^1], units], Initializers.GlorotUniform, KernelRegularizer);
        bias = AddWeight("bias", [units], Initializers.Zeros);
    }
    protected override Symbol Call(Symbol x, CallContext context) => x.MatMul(kernel) + bias;
}
// </One's own parts>
