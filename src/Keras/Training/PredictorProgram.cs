using TensorFlow;

namespace Keras;

/// <summary>
/// The function of a predictor. Unlike other programs it takes the weights' values, not their variables: the runtime then has no variables to lock, which is
/// a sixth of a call. Frozen values are inputs too: as constants each freezing would be another function, compiled anew and kept by the runtime.
/// </summary>
internal sealed class PredictorProgram : IDisposable
{
    private readonly Tensor[]? frozen;

    private PredictorProgram(Function function, IReadOnlyList<Weight> weights, bool freeze)
    {
        Function = function;
        Weights = weights;
        frozen = freeze ? [.. weights.Select(w => w.Read())] : null;
    }

    /// <summary>From the input and the weights' values to the output.</summary>
    public Function Function { get; }

    /// <summary>The weights whose values it takes behind the input.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>Whether the values are those of the time when the program was made.</summary>
    public bool IsFrozen => frozen is not null;

    public static PredictorProgram Create(Model model, Shape inputShape, bool freeze)
    {
        using Graph graph = new();
        using Trace trace = new(graph);
        Symbol input = graph.Placeholder(DType.Float32, inputShape, "input");
        Symbol output = model.Apply(input, new CallContext()).Cast(DType.Float32);
        Weight[] weights = [.. trace.Touched];
        FunctionOptions options = new() { Compile = Runtime.HasXla && model.PrefersCompilation };
        return new(Function.FromGraph(graph, "predictor", [input, .. weights.Select(trace.Initial)], [output], [], options), weights, freeze);
    }

    /// <summary>The value of a weight, frozen or of now.</summary>
    public Tensor Read(int weight) => frozen is null ? Weights[weight].Read() : frozen[weight].Share();

    public void Dispose()
    {
        Function.Dispose();
        foreach (Tensor value in frozen ?? [])
            value.Dispose();
    }
}
