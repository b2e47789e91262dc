using TensorFlow;

namespace Keras.Weights;

/// <summary>Hands weights to a function and takes them back, while it is written.</summary>
internal static class WeightPassages
{
    /// <summary>The size from which a copy for each call takes time and memory that count, in bytes.</summary>
    public const long LeastVariable = 4L << 20;

    /// <summary>What the function takes.</summary>
    public static Symbol Input(this WeightPassage passage, Graph graph, Weight weight) => passage == WeightPassage.Variable
        ? graph.Placeholder(DType.Resource, Shape.Scalar, "variable")
        : graph.Placeholder(weight.DType, weight.Shape, "weight");

    /// <summary>The value.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="input">What the function takes.</param>
    /// <param name="compile">Whether XLA compiles the function, which then decides about copies itself.</param>
    public static Symbol Value(this WeightPassage passage, Weight weight, Symbol input, bool compile) => passage switch
    {
        WeightPassage.Copy => RawOps.DeepCopy(input),
        WeightPassage.Variable => Read(weight, input, compile),
        _ => input,
    };

    // An assignment to a slice gives a variable memory of its own, where somebody else still holds the value; here it changes nothing. It
    // also makes later reads copies, which the next operation takes back.
    private static Symbol Read(Weight weight, Symbol variable, bool compile)
    {
        OperationBuilder builder = OperationBuilder.Create("ReadVariableOp").Input(variable).Attribute("dtype", weight.DType);
        if (!compile)
        {
            Graph graph = variable.Graph;
            Symbol first = RawOps.ResourceGather(variable, graph.Constant([0]), weight.DType);
            Operation assignment = RawOps.ResourceStridedSliceAssign(
                variable, graph.Constant([0]), graph.Constant([1]), graph.Constant([1]), first);
            builder = builder.ControlInput(
                OperationBuilder.Create("DisableCopyOnRead").Input(variable).ControlInput(assignment).Build());
        }

        return builder.Build()[0].WithShape(weight.Shape);
    }
}
