using TensorFlow;

namespace Keras.Layers;

/// <summary>The product of an <see cref="EinsumDense"/>.</summary>
internal sealed class EinsumForm : KernelForm
{
    private readonly string input;
    private readonly string weight;
    private readonly string output;
    private readonly Func<Symbol, Symbol, Symbol> product;

    /// <param name="equation">The equation.</param>
    /// <param name="rank">The number of the input's axes.</param>
    /// <param name="kernel">The shape of the kernel.</param>
    /// <param name="product">The layer's product.</param>
    public EinsumForm(EinsumEquation equation, int rank, Shape kernel, Func<Symbol, Symbol, Symbol> product)
    {
        (Kernel, weight, this.product) = (kernel, equation.Kernel, product);
        string used = equation.Input + equation.Kernel + equation.Output;
        string elided = string.Concat(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => !used.Contains(c, StringComparison.Ordinal))
                .Take(rank - equation.Input.Length));
        (input, output) = equation.ElidesRight ? (equation.Input + elided, equation.Output + elided)
            : (elided + equation.Input, elided + equation.Output);
    }

    public override Shape Kernel { get; }

    public override int[] ReducedAxes => Missing(weight, output);

    public override Shape ScaleShape => [.. output.Select(
        c => weight.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Kernel[at] : 1)];

    public override int[] InputAxes(int rank) => Missing(input, output);

    public override Symbol Multiply(Symbol x, Symbol kernel) => product(x, kernel);

    public override Symbol InputGradient(Symbol upstream, Symbol kernel) =>
        Ops.Einsum($"{output},{weight}->{input}", upstream, kernel);

    public override Symbol ToOutput(Symbol kernelScale) => Aligned(kernelScale, weight, output);

    public override Symbol InputToOutput(Symbol inputScale) => Aligned(inputScale, input, output);

    public override Symbol ToKernel(Symbol scale) => Aligned(scale, output, weight);

    private static int[] Missing(string labels, string from) =>
        [.. Enumerable.Range(0, labels.Length).Where(i => !from.Contains(labels[i], StringComparison.Ordinal))];

    // Axes that one side does not have are of length 1 on the other.
    private static Symbol Aligned(Symbol scale, string from, string to)
    {
        int[] absent = Missing(from, to), added = Missing(to, from);
        string left = string.Concat(from.Where(c => to.Contains(c, StringComparison.Ordinal)));
        string wanted = string.Concat(to.Where(c => from.Contains(c, StringComparison.Ordinal)));
        Symbol squeezed = absent.Length > 0 ? Ops.Squeeze(scale, absent) : scale;
        int[] order = [.. wanted.Select(c => left.IndexOf(c, StringComparison.Ordinal))];
        Symbol ordered = order.SequenceEqual(order.Order()) ? squeezed : Ops.Transpose(squeezed, order);
        return added.Length > 0 ? Ops.ExpandDims(ordered, added) : ordered;
    }
}
