using TensorFlow;

namespace Keras.Weights;

/// <summary>The weights of a step: which of them it writes, and how the function around the step takes each.</summary>
internal sealed class StepWeights
{
    private readonly WeightPassing[] passing;

    /// <param name="all">The weights that the step reads or writes.</param>
    /// <param name="written">The positions of those that it writes.</param>
    /// <param name="passing">How each is passed; null for all by value.</param>
    public StepWeights(IReadOnlyList<Weight> all, IEnumerable<int> written, WeightPassing[]? passing = null)
    {
        All = all;
        this.passing = passing ?? new WeightPassing[all.Count];
        Variables = [.. Enumerable.Range(0, all.Count).Where(i => this.passing[i] == WeightPassing.Variable)];
        Returned = [.. written.Except(Variables)];
    }

    /// <summary>All weights.</summary>
    public IReadOnlyList<Weight> All { get; }

    /// <summary>The positions of the weights passed as variables.</summary>
    public int[] Variables { get; }

    /// <summary>The positions of the weights passed by value whose new values are outputs.</summary>
    public int[] Returned { get; }

    /// <summary>Creates the function's parameters, one for each weight.</summary>
    public Symbol[] CreateParameters(Graph graph) => [.. All.Select((w, i) => passing[i] == WeightPassing.Variable
        ? graph.Placeholder(DType.Resource, Shape.Scalar, "variable")
        : graph.Placeholder(w.DType, w.Shape, "weight"))];

    /// <summary>Reads the values of the weights.</summary>
    /// <param name="parameters">The function's parameters.</param>
    /// <param name="compile">Whether XLA compiles the function, which then decides itself what it copies.</param>
    public Symbol[] ReadValues(Symbol[] parameters, bool compile) => [.. parameters.Select((p, i) => passing[i] switch
    {
        WeightPassing.Copy => RawOps.DeepCopy(p),
        WeightPassing.Variable => ReadVariable(All[i], p, compile),
        _ => p,
    })];

    // The assignment to a slice changes nothing, but where somebody else still holds the value it gives the variable memory of its own.
    // After it, reads would be copies; DisableCopyOnRead prevents that.
    private static Symbol ReadVariable(Weight weight, Symbol variable, bool compile)
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
