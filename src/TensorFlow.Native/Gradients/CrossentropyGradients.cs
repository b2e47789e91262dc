namespace TensorFlow;

/// <summary>Gradients of log-softmax and of the crossentropy of logits, of any order and type.</summary>
internal static class CrossentropyGradients
{
    public static void Register(GradientTable table) => table
        .Add("LogSoftmax", op => [op.Dy - (RawOps.Sum(op.Dy, op.Constant([-1]), keepDims: true) * RawOps.Exp(op.Output()))])
        .Add("SoftmaxCrossEntropyWithLogits", OfCrossentropy);

    // The second output is the gradient of the first by the logits: softmax less labels.
    private static Gradient?[] OfCrossentropy(BackwardOperation op)
    {
        (Symbol logits, Symbol labels) = (op[0], op[1]);
        (Symbol? byLogits, Symbol? byLabels) = (null, null);
        if (op.GradientOf(0) is { } loss)
        {
            Symbol each = RawOps.ExpandDims(loss, op.Constant(-1));
            byLogits = each * op.Output(1);
            byLabels = op.Needs(1) ? each * -RawOps.LogSoftmax(logits) : null;
        }

        if (op.GradientOf(1) is { } slope)
        {
            Symbol softmax = RawOps.Softmax(logits);
            Symbol bySlope = (slope - RawOps.Sum(slope * softmax, op.Constant([-1]), keepDims: true)) * softmax;
            byLogits = byLogits is { } first ? first + bySlope : bySlope;
            byLabels = byLabels is { } other ? other - slope : -slope;
        }

        return [Reduced(byLogits, logits, labels), op.Needs(1) ? Reduced(byLabels, labels, logits) : null];
    }

    private static Gradient? Reduced(Symbol? gradient, Symbol own, Symbol other) =>
        gradient is { } some ? Broadcasting.Reduce(some, own, other) : null;
}
