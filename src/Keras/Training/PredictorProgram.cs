using Keras.Layers;
using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The function of a predictor, for the structure that the model had when it was written, and for one device. Frozen values are inputs,
/// too: as constants each freezing would be another function, compiled anew and kept by the runtime.
/// </summary>
internal sealed class PredictorProgram
{
    private readonly LayerStructure structure;
    private int calls;
    private bool isRetired;

    private PredictorProgram(Function function, IReadOnlyList<Weight> weights, LayerStructure structure)
    {
        Function = function;
        Weights = weights;
        this.structure = structure;
        Device = DeviceScope.Current;
    }

    /// <summary>From the inputs and the weights' values to the output.</summary>
    public Function Function { get; }

    /// <summary>The weights whose values it takes behind the inputs.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>The device; null for the runtime's choice.</summary>
    public Device? Device { get; }

    public static PredictorProgram Create(Model model, IReadOnlyList<TensorSpec> inputSpecs)
    {
        using Usage usage = model.Enter(UsageKind.Read, "CreatePredictor");
        using Graph graph = new();
        using TraceContext trace = new(graph) { Capture = CapturedArrays.Of };
        Symbol[] inputs = [.. inputSpecs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = [.. model.ApplyAll(inputs, new CallContext()).Select(o => o.Cast(DType.Float32))];
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        bool compile = Runtime.HasXla && model.PrefersCompilation;
        Symbol[] all = [.. inputs, .. weights.Select(trace.Initial)];
        bool hasOrdinary = trace.OrdinaryLayer is not null || inputSpecs.Any(i => i.DType == DType.String);
        return new(Write(trace, all, outputs, compile, hasOrdinary), weights, model.CurrentStructure);
    }

    private static Function Write(TraceContext trace, Symbol[] inputs, Symbol[] outputs, bool compile, bool hasOrdinary)
    {
        if (compile && hasOrdinary)
        {
            try
            {
                using StagedFunction stages = PartFunction.Stages(trace, "predictor_stage", inputs, outputs, []);
                return Function.Trace(
                    "predictor", [.. inputs.Select(i => new TensorSpec(i.DType, i.Shape))], s => stages.Call(s), new() { Optimize = true });
            }
            catch (InseparableStepException)
            {
                compile = false;
            }
        }

        return Function.FromGraph(trace.Graph, "predictor", inputs, outputs, [], new() { Compile = compile, Optimize = !compile });
    }

    /// <summary>Whether a model still computes what the function does.</summary>
    public bool IsOf(Model model) => structure.IsThatOf(model, withTrainable: false);

    /// <summary>A call begins. This and what follows for one thread at a time.</summary>
    public void Begin() => calls++;

    /// <summary>A call ended.</summary>
    public void End()
    {
        calls--;
        FreeIfUnused();
    }

    /// <summary>Frees the function when the calls that run have ended.</summary>
    public void Retire()
    {
        isRetired = true;
        FreeIfUnused();
    }

    private void FreeIfUnused()
    {
        if (isRetired && calls == 0)
            Function.Dispose();
    }
}
