namespace TensorFlow;

/// <summary>
/// Gradients of convolutions, of any order: those of a convolution by its input and by its filter are linear in both of their operands,
/// too, and differentiate into one another.
/// </summary>
internal static class ConvolutionGradients
{
    private static readonly string[] Families = ["Conv2D", "Conv3D", "DepthwiseConv2dNative"];

    public static void Register(GradientTable table)
    {
        foreach (string family in Families)
        {
            table.Add(family, op => OfForward(op, family));
            table.Add(Convolution.InputGradient(family), op => OfInputGradient(op, family));
            table.Add(Convolution.FilterGradient(family), op => OfFilterGradient(op, family));
        }
    }

    private static Gradient?[] OfForward(BackwardOperation op, string family)
    {
        Convolution convolution = Convolution.Of(op, family);
        (Symbol x, Symbol filter, Symbol dy) = (op[0], op[1], op.Dy);
        return
        [
            op.Needs(0) ? convolution.ByInput(Shapes.Of(x), x.Shape, filter, dy) : null,
            op.Needs(1) ? convolution.ByFilter(x, Shapes.Of(filter), filter.Shape, dy) : null,
        ];
    }

    // From the sizes of the input, the filter and the gradient of the output.
    private static Gradient?[] OfInputGradient(BackwardOperation op, string family)
    {
        Convolution convolution = Convolution.Of(op, family);
        (Symbol filter, Symbol outputs, Symbol dy) = (op[1], op[2], op.Dy);
        return
        [
            null,
            op.Needs(1) ? convolution.ByFilter(dy, Shapes.Of(filter), filter.Shape, outputs) : null,
            op.Needs(2) ? convolution.Forward(dy, filter) : null,
        ];
    }

    // From the input, the sizes of the filter and the gradient of the output.
    private static Gradient?[] OfFilterGradient(BackwardOperation op, string family)
    {
        Convolution convolution = Convolution.Of(op, family);
        (Symbol x, Symbol outputs, Symbol dy) = (op[0], op[2], op.Dy);
        return
        [
            op.Needs(0) ? convolution.ByInput(Shapes.Of(x), x.Shape, dy, outputs) : null,
            null,
            op.Needs(2) ? convolution.Forward(x, dy) : null,
        ];
    }
}
