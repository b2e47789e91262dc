using Keras.Layers;
using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The function of a predictor for one structure of the model and one device. Frozen values are inputs, too: with constants, each frozen
/// predictor would need another function, compiled again and kept by the runtime.
/// </summary>
internal sealed class PredictorFunction
{
    private readonly PreparedFunction function;
    private readonly LayerStructure structure;
    private int calls;
    private bool isRetired;

    private PredictorFunction(PreparedFunction function, bool isSingleThreaded, IReadOnlyList<Weight> weights, LayerStructure structure)
    {
        this.function = function;
        IsSingleThreaded = isSingleThreaded;
        Weights = weights;
        this.structure = structure;
        Device = DeviceScope.Current;
    }

    /// <summary>Computes the outputs from the inputs, weights and precomputed values.</summary>
    public Function Function => function.Function;

    /// <summary>Whether its operations are too short for several threads.</summary>
    public bool IsSingleThreaded { get; }

    /// <summary>The weights.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>The positions of the weights that are inputs of <see cref="Function"/>.</summary>
    public IReadOnlyList<int> KeptWeights => function.KeptParameters;

    /// <summary>The device; null for the runtime's choice.</summary>
    public Device? Device { get; }

    /// <summary>Precomputes the values that depend on the weights only.</summary>
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

    public static PredictorFunction Create(Model model, IReadOnlyList<TensorSpec> inputSpecs)
    {
        using Usage usage = model.Enter(UsageKind.Read, "CreatePredictor");
        return Write(model, inputSpecs, new()) ?? Write(model, inputSpecs, null)!;
    }

    private static PredictorFunction? Write(Model model, IReadOnlyList<TensorSpec> inputSpecs, ScalableOutputs? scalable)
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

    // For one sample, XLA's matrix products of 16-bit numbers, or with a kernel that must be converted, take several times as long as the
    // ordinary ones (side-by-side, mlp_bfloat16 and mlp_int8).
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

    /// <summary>Whether the function is up to date with the model's structure.</summary>
    public bool IsOf(Model model) => structure.IsThatOf(model, withTrainable: false);

    /// <summary>Begins a call. Not thread-safe, as the methods below.</summary>
    public void Begin() => calls++;

    /// <summary>Ends a call.</summary>
    public void End()
    {
        calls--;
        FreeIfUnused();
    }

    /// <summary>Frees the function after running calls have ended.</summary>
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
