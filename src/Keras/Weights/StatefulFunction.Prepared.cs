using TensorFlow;

namespace Keras.Weights;

/// <content>What follows from the weights alone, computed once for many runs.</content>
internal sealed partial class StatefulFunction
{
    // Unpacked kernels take the memory of those of 32 bits; more than this is not held for them, so that a large model of 4 bits stays one.
    internal const long Room = 256L << 20;
    private readonly PreparedFunction? prepared;
    private PreparedValues? derived;

    private StatefulFunction(PreparedFunction function, IReadOnlyList<Weight> weights, int inputCount)
        : this(function.Function, new StepWeights(weights, written: []), inputCount, compiles: false) => prepared = function;

    /// <summary>Whether a run, or the first of those between <see cref="TryHold"/> and <see cref="Let"/>, computes values that follow from
    /// the weights alone.</summary>
    public bool Prepares => prepared?.Preparation is not null;

    /// <summary>Writes a function that computes what follows from the weights alone once, where its weights are held.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">From their symbols to the outputs; weights are read by the way.</param>
    /// <param name="options">The options of the function.</param>
    /// <param name="scalable">Where convolutions tell of their outputs, so that normalizations go into their kernels; null where they
    /// stay by themselves.</param>
    /// <returns>The function; null where the body writes a weight.</returns>
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
