using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the cells whose kernels are matrices: inputs <c>[batch, features]</c>, states <c>[batch, units]</c>.</summary>
[KerasSerializable]
[ConfigOrder(nameof(Units))]
public abstract class MatrixCell : RecurrentCell
{
    private readonly int gates;

    private protected MatrixCell(int units, int gates, ActivationFunction? activation, ActivationFunction? recurrentActivation = null)
        : base(units, nameof(units), activation, recurrentActivation) => this.gates = gates;

    /// <summary>The number of units: the dimension of the output and of each state.</summary>
    public int Units => OutputSize;

    /// <summary>The shape of the bias.</summary>
    private protected virtual Shape BiasShape => [Units * gates];

    /// <summary>The initializer of the bias as a whole.</summary>
    private protected virtual Initializer WholeBiasInitializer => BiasInitializer;

    /// <summary>The bias of the input's projection.</summary>
    private protected virtual Symbol? InputBias => Bias is null ? null : Bias.ToSymbol();

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != 2 || input[^1] < 1)
            throw new ShapeException(
                $"{ClassName} '{Name}': expected an input [batch, features] of a known number of features, got {input}.");
        Kernel = AddWeight("kernel", [input[^1], Units * gates], KernelInitializer, KernelRegularizer, KernelConstraint);
        RecurrentKernel = AddWeight("recurrent_kernel", [Units, Units * gates],
            RecurrentInitializer, RecurrentRegularizer, RecurrentConstraint);
        Bias = UseBias ? AddWeight("bias", BiasShape, WholeBiasInitializer, BiasRegularizer, BiasConstraint) : null;
        BuildDropout();
    }

    internal sealed override Symbol Project(Symbol x, DropoutMasks masks)
    {
        long features = Kernel.Shape[0];
        if (x.Shape[^1] >= 0 && x.Shape[^1] != features)
            throw new ShapeException($"{ClassName} '{Name}': expected {features} features, got {x.Shape[^1]} of {x.Shape}.");
        Symbol kernel = Kernel;
        if (x.DType != kernel.DType)
            x = x.Cast(kernel.DType);
        Symbol projected = masks.Input switch
        {
            null => Product(x, kernel),
            [Symbol one] => Product(x * one, kernel),
            { } each => Ops.Concatenate([.. each.Zip(Ops.Split(kernel, gates, 1), (mask, part) => Product(x * mask, part))], -1),
        };
        return InputBias is { } bias ? RawOps.AddV2(projected, bias) : projected;
    }

    /// <summary>The projection of a state, gate by gate where each has a mask of its own.</summary>
    private protected static Symbol[] ProjectState(Symbol state, Symbol kernel, int parts, Symbol[]? masks) => masks switch
    {
        null => Parts(state.MatMul(kernel), parts),
        [Symbol one] => Parts((state * one).MatMul(kernel), parts),
        _ => [.. masks.Zip(Ops.Split(kernel, parts, 1), (mask, part) => (state * mask).MatMul(part))],
    };

    private static Symbol[] Parts(Symbol product, int count) => count == 1 ? [product] : Ops.Split(product, count, -1);

    /// <summary>The matrix product of the last axis, as one product of all rows.</summary>
    private static Symbol Product(Symbol x, Symbol matrix)
    {
        if (x.Rank == 2)
            return x.MatMul(matrix);
        Graph graph = x.Graph;
        Symbol rows = RawOps.Reshape(x, graph.Constant([-1, checked((int)matrix.Shape[0])]));
        Symbol lengths = Ops.Stack([Ops.Shape(x, 0), Ops.Shape(x, 1), graph.Constant(matrix.Shape[1], DType.Int32)]);
        return RawOps.Reshape(rows.MatMul(matrix), lengths).WithShape([x.Shape[0], x.Shape[1], matrix.Shape[1]]);
    }
}
