using TensorFlow;

namespace Keras.Weights;

/// <content>Values that depend on the weights only, precomputed for many runs.</content>
internal sealed partial class StatefulFunction
{
    // The largest size of precomputed values, in bytes. Unpacked kernels are as large as float32 ones, for which a large int4 model may
    // have no memory.
    internal const long Room = 256L << 20;
    private readonly PreparedFunction? prepared;
    private PreparedValues? derived;

    private StatefulFunction(PreparedFunction function, IReadOnlyList<Weight> weights, int inputCount)
        : this(function.Function, new StepWeights(weights, written: []), inputCount, compiles: false) => prepared = function;

    /// <summary>Whether a run, or the first one after <see cref="TryHold"/>, precomputes values that depend on the weights only.</summary>
    public bool Prepares => prepared?.Preparation is not null;

    /// <summary>Writes a function that precomputes the values that depend on the weights only, once while its weights are held.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">Computes the outputs from the inputs, and reads weights.</param>
    /// <param name="options">The options of the function.</param>
    /// <param name="scalable">Collects the outputs of convolutions into whose kernels normalizations are folded; null to fold none.</param>
    /// <returns>The function; null if the body writes a weight.</returns>
    public static StatefulFunction? TracePrepared(
        string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, FunctionOptions options,
        ScalableOutputs? scalable = null)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { Capture = CapturedArrays.Of, Scalable = scalable };
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] outputs = body(arguments);
        if (scalable?.AreStillUsed(outputs) == true)
            return TracePrepared(prefix, inputs, body, options);
        Weight[] weights = [.. trace.Touched.Cast<Weight>()];
        Symbol[] values = [.. weights.Select(trace.Initial)];
        return weights.Zip(values).Any(w => trace.Latest(w.First) != w.Second) ? null
            : new(PreparedFunction.FromGraph(graph, prefix, arguments, values, outputs, options, Room), weights, arguments.Length)
            { IsShort = true };
    }

    private void Prepare(int firstInput)
    {
        if (prepared?.Preparation is not { } preparation)
            return;
        DeviceTensor[] taken = [.. prepared.TakenParameters.Select(i => values[i]!.On(device))];
        using (DeviceScope.Enter(device))
            derived = PreparedValues.Of(preparation.Invoke(taken), device);
        for (int i = 0; i < derived.Values.Count; i++)
            call.SetInput(firstInput + i, derived.Values[i]);
    }
}
