namespace TensorFlow;

/// <summary>
/// Gradients of activations and biases, and of these gradients, which the library itself does not have: what a gradient penalty needs. The
/// first order has the ops of the library's own (<c>nn_grad.cc</c>); written here, it can be in the body of a loop.
/// </summary>
internal static class ActivationGradients
{
    public static void Register(GradientTable table) => table
        .Add("Relu", op => [RawOps.ReluGrad(op.Dy, op.Output())])
        .Add("Relu6", op => [RawOps.Relu6Grad(op.Dy, op.Output())])
        .Add("LeakyRelu", op => [RawOps.LeakyReluGrad(op.Dy, op[0], op.Float("alpha"))])
        .Add("Elu", op => [RawOps.EluGrad(op.Dy, op.Output())])
        .Add("Selu", op => [RawOps.SeluGrad(op.Dy, op.Output())])
        .Add("Softplus", op => [RawOps.SoftplusGrad(op.Dy, op[0])])
        .Add("Softsign", op => [RawOps.SoftsignGrad(op.Dy, op[0])])
        .Add("Softmax", op => [(op.Dy - RawOps.Sum(op.Dy * op.Output(), op.Constant([-1]), keepDims: true)) * op.Output()])
        .Add("BiasAdd", op => [op.Dy, op.Needs(1) ? BiasGradient.Of(op) : null])
        .Add("BiasAddGrad", op => [RawOps.BiasAdd(RawOps.ZerosLike(op[0]), op.Dy, op.Text("data_format"))])
        .Add("ReluGrad", Piecewise(op => RawOps.ReluGrad(op.Dy, op[1])))
        .Add("Relu6Grad", Piecewise(op => RawOps.Relu6Grad(op.Dy, op[1])))
        .Add("LeakyReluGrad", Piecewise(op => RawOps.LeakyReluGrad(op.Dy, op[1], op.Float("alpha"))))
        .Add("EluGrad", OfGradient(op => RawOps.EluGrad(op.Dy, op[1]), BelowZero))
        .Add("SeluGrad", OfGradient(op => RawOps.SeluGrad(op.Dy, op[1]), BelowZero))
        .Add("SoftplusGrad", OfGradient(op => RawOps.SoftplusGrad(op.Dy, op[1]), (product, x) =>
        {
            Symbol sigmoid = RawOps.Sigmoid(x);
            return product * sigmoid * (1 - sigmoid);
        }))
        .Add("SoftsignGrad", OfGradient(op => RawOps.SoftsignGrad(op.Dy, op[1]), (product, x) =>
        {
            Symbol one = 1 + RawOps.Abs(x);
            return product * -2 * RawOps.Sign(x) / (one * one * one);
        }));

    // Straight lines: the slope does not depend on the place.
    private static OperationGradient Piecewise(Func<BackwardOperation, Symbol> byGradient) =>
        op => [op.Needs(0) ? byGradient(op) : null, op.Needs(1) ? RawOps.ZerosLike(op[1]) : null];

    // The product of a gradient and a slope: by the gradient, the same op; by the place, the slope of the slope.
    private static OperationGradient OfGradient(Func<BackwardOperation, Symbol> byGradient, Func<Symbol, Symbol, Symbol> byPlace) =>
        op => [op.Needs(0) ? byGradient(op) : null, op.Needs(1) ? byPlace(op.Dy * op[0], op[1]) : null];

    // Of the output y, the slope is y + scale · alpha where y is below zero.
    private static Symbol BelowZero(Symbol product, Symbol y) =>
        RawOps.SelectV2(RawOps.Less(y, y.Number(0)), product, RawOps.ZerosLike(product));
}
