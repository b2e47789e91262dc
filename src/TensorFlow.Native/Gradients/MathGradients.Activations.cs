namespace TensorFlow;

/// <content>
/// Activation functions and biases, written with the ops of the library's own gradients (<c>nn_grad.cc</c>), so that they can be differentiated again and
/// written into the bodies of loops.
/// </content>
internal static partial class MathGradients
{
    private static void RegisterActivations(GradientTable table) => table
        .Add("Relu", op => [RawOps.ReluGrad(op.Dy, op.Output())])
        .Add("ReluGrad", op => [RawOps.ReluGrad(op.Dy, op[1])])
        .Add("Relu6", op => [RawOps.Relu6Grad(op.Dy, op.Output())])
        .Add("Relu6Grad", op => [RawOps.Relu6Grad(op.Dy, op[1])])
        .Add("LeakyRelu", op => [RawOps.LeakyReluGrad(op.Dy, op[0], op.Float("alpha"))])
        .Add("LeakyReluGrad", op => [RawOps.LeakyReluGrad(op.Dy, op[1], op.Float("alpha"))])
        .Add("Elu", op => [RawOps.EluGrad(op.Dy, op.Output())])
        .Add("EluGrad", op => [RawOps.EluGrad(op.Dy, op[1]), WhereNegative(op[1], op.Dy * op[0])])
        .Add("Selu", op => [RawOps.SeluGrad(op.Dy, op.Output())])
        .Add("SeluGrad", op => [RawOps.SeluGrad(op.Dy, op[1]), WhereNegative(op[1], op.Dy * op[0])])
        .Add("Softplus", OfInput((dy, x) => dy * RawOps.Sigmoid(x)))
        .Add("Softsign", OfInput((dy, x) => dy / RawOps.Square(1 + RawOps.Abs(x))))
        .Add("Softmax", op => [(op.Dy - RawOps.Sum(op.Dy * op.Output(), op.Constant([-1]), keepDims: true)) * op.Output()])
        .Add("BiasAdd", op => [op.Dy, RawOps.BiasAddGrad(op.Dy, op.Text("data_format"))])
        .Add("BiasAddGrad", op => [RawOps.BiasAdd(RawOps.ZerosLike(op[0]), op.Dy, op.Text("data_format"))]);

    private static Symbol WhereNegative(Symbol x, Symbol value) => RawOps.SelectV2(RawOps.Less(x, x.Number(0)), value, value.Number(0));
}
