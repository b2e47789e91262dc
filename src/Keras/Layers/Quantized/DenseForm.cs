using TensorFlow;

namespace Keras.Layers;

/// <summary>The product of a <see cref="Dense"/>: the input's last axis with the kernel's first.</summary>
/// <param name="inputs">The length of the input's last axis.</param>
/// <param name="units">The number of units.</param>
internal sealed class DenseForm(long inputs, int units) : KernelForm
{
    public override Shape Kernel { get; } = [inputs, units];

    public override int[] ReducedAxes => [0];

    public override Shape ScaleShape => [units];

    public override int[] InputAxes(int rank) => [rank - 1];

    public override Symbol Multiply(Symbol x, Symbol kernel) => x.Rank == 2 ? x.MatMul(kernel) : Ops.MatMul(x, kernel);

    public override Symbol InputGradient(Symbol upstream, Symbol kernel) => Multiply(upstream, Ops.Transpose(kernel));

    public override Symbol ToOutput(Symbol kernelScale) => kernelScale.Reshape([units]);

    public override Symbol InputToOutput(Symbol inputScale) => inputScale;

    public override Symbol ToKernel(Symbol scale) => scale;
}
