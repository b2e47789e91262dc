using Keras.Layers;
using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The function of a predictor, for the structure that the model had when it was written, and for one device. Frozen values are inputs,
/// too: as constants each freezing would be another function, compiled anew and kept by the runtime.
/// </summary>
internal sealed class PredictorProgram
{
    private readonly PreparedFunction function;
    private readonly LayerStructure structure;
    private int calls;
    private bool isRetired;

    private PredictorProgram(PreparedFunction function, bool isSingleThreaded, IReadOnlyList<Weight> weights, LayerStructure structure)
    {
        this.function = function;
        IsSingleThreaded = isSingleThreaded;
        Weights = weights;
        this.structure = structure;
        Device = DeviceScope.Current;
    }

    /// <summary>From the inputs, the weights' values that it takes itself and the prepared ones to the output.</summary>
    public Function Function => function.Function;

    /// <summary>Whether its operations are too short to be divided among threads.</summary>
    public bool IsSingleThreaded { get; }

    /// <summary>The weights whose values it needs.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>The positions of the weights that <see cref="Function"/> takes itself.</summary>
    public IReadOnlyList<int> KeptWeights => function.KeptParameters;

    /// <summary>The device; null for the runtime's choice.</summary>
    public Device? Device { get; }

    /// <summary>Computes what follows from the weights' values alone.</summary>
    public PreparedValues Prepare(ReadOnlySpan<WeightValue?> values)
    {
        if (function.Preparation is not { } preparation)
            return new([]);
        DeviceTensor[] taken = new DeviceTensor[function.TakenParameters.Count];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = values[function.TakenParameters[i]]!.On(Device);
        using DeviceScope scope = DeviceScope.Enter(Device);
        return PreparedValues.Of(preparation.Invoke(taken), Device);
    }

    public static PredictorProgram Create(Model model, IReadOnlyList<TensorSpec> inputSpecs)
    {
        using Usage usage = model.Enter(UsageKind.Read, "CreatePredictor");
        return Write(model, inputSpecs, new()) ?? Write(model, inputSpecs, null)!;
    }

    private static PredictorProgram? Write(Model model, IReadOnlyList<TensorSpec> inputSpecs, ScalableOutputs? scalable)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { Capture = CapturedArrays.Of, Scalable = scalable };
        Symbol[] inputs = [.. inputSpecs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = [.. model.ApplyAll(inputs, new CallContext()).Select(o => o.Cast(DType.Float32))];
        if (scalable?.AreStillUsed(outputs) == true)
            return null;
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Symbol[] parameters = [.. weights.Select(trace.Initial)];
        bool compile = Runtime.HasXla && model.PrefersCompilation && !model.Tree().Any(HasSlowCompiledProducts);
        bool hasOrdinary = trace.OrdinaryLayer is not null || inputSpecs.Any(i => i.DType == DType.String);
        bool isSingleThreaded = DeviceScope.Current is null && Runtime.Devices.All(d => d.Kind == "CPU")
            && OperationCost.IsShort(graph, parameters, compile);
        PreparedFunction written = Write(trace, inputs, parameters, outputs, compile, hasOrdinary);
        return new(written, isSingleThreaded, weights, model.CurrentStructure);
    }

    // XLA's products of one sample with numbers of 16 bits, or with a kernel that has to be converted, take several times as long as the
    // ordinary kernels' (side-by-side, mlp_bfloat16 and mlp_int8).
    private static bool HasSlowCompiledProducts(Layer layer) =>
        layer.ComputeDType is DType.BFloat16 or DType.Float16 || layer.QuantizationMode == "int8";

    private static PreparedFunction Write(
        TraceContext trace, Symbol[] inputs, Symbol[] weights, Symbol[] outputs, bool compile, bool hasOrdinary)
    {
        if (compile && hasOrdinary)
        {
            try
            {
                Symbol[] all = [.. inputs, .. weights];
                using StagedFunction stages = PartFunction.Stages(trace, "predictor_stage", all, outputs, []);
                return PreparedFunction.FromFunction(Function.Trace("predictor", [.. all.Select(i => new TensorSpec(i.DType, i.Shape))],
                    s => stages.Call(s), new() { Optimize = true }), inputs.Length);
            }
            catch (Exception e) when (e is InseparableStepException or UncompilableException)
            {
                compile = false;
            }
        }

        try
        {
            return PreparedFunction.FromGraph(
                trace.Graph, "predictor", inputs, weights, outputs, new() { Compile = compile, Optimize = !compile });
        }
        catch (UncompilableException)
        {
            return PreparedFunction.FromGraph(trace.Graph, "predictor", inputs, weights, outputs, new() { Optimize = true });
        }
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
            function.Dispose();
    }
}
