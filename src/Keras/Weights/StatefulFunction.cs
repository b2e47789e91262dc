using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// A function that reads and writes weights: their values are inputs behind the declared ones, and what becomes of those written are
/// outputs behind the others, which the weights take over when it ends, all at one moment. The weights are found while it is written.
/// </summary>
internal sealed partial class StatefulFunction : IDisposable
{
    private readonly FunctionCall call;
    private readonly Device? device = DeviceScope.Current;
    private readonly Weight[] written;
    private readonly int[] positions;
    private readonly int[] lent;
    private readonly int resultCount;
    private readonly WeightValue?[] values;
    private readonly long[] versions;
    private readonly WeightValue?[] newValues;
    private readonly long[] oldVersions;
    private readonly bool compiles;
    private bool isHeld;
    private bool hasRun;

    private StatefulFunction(
        Function function, IReadOnlyList<Weight> weights, int[] returned, int[] lent, int inputCount, bool compiles)
    {
        Function = function;
        Weights = weights;
        InputCount = inputCount;
        this.lent = lent;
        variables = new Variable?[lent.Length];
        positions = [.. returned, .. lent];
        written = [.. positions.Select(p => weights[p])];
        resultCount = function.Outputs.Count - returned.Length;
        values = new WeightValue?[weights.Count];
        versions = new long[weights.Count];
        newValues = new WeightValue?[positions.Length];
        oldVersions = new long[positions.Length];
        call = new(function);
        this.compiles = compiles;
    }

    public Function Function { get; }

    public IReadOnlyList<Weight> Weights { get; }

    public int InputCount { get; }

    /// <summary>Whether a call takes so little time that how weights are handed over counts.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whether XLA compiles the function at its next run.</summary>
    public bool AwaitsCompilation => compiles && !hasRun;

    /// <summary>Writes a function.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">From their symbols to the outputs; weights are read and written by the way.</param>
    /// <param name="options">The options of the function.</param>
    /// <param name="isShort">Whether a call takes so little time that how weights are handed over counts.</param>
    public static StatefulFunction Trace(string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body,
        FunctionOptions? options = null, bool isShort = false)
    {
        using StatelessFunction step = StatelessFunction.Trace(prefix + "_step", inputs, body);
        return FromStep(prefix, inputs, step.Weights, step.IsWritten, step.Call, () => [], options, isShort);
    }

    /// <summary>Writes a function around a step.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="weights">The weights of the step.</param>
    /// <param name="isWritten">Whether the step writes one of them, by its position.</param>
    /// <param name="wrap">Calls the step, once or in a loop: from the arguments and the weights' values to the outputs and the weights'
    /// last values.</param>
    /// <param name="results">Writes further outputs, from the weights' last values.</param>
    /// <param name="options">The options of the function.</param>
    /// <param name="isShort">Whether a call takes so little time that how weights are handed over counts.</param>
    /// <param name="passageOf">How the function gets a weight, by its position; null for as values.</param>
    public static StatefulFunction FromStep(
        string prefix,
        IReadOnlyList<TensorSpec> inputs,
        IReadOnlyList<Weight> weights,
        Func<int, bool> isWritten,
        Func<Symbol[], Symbol[], (Symbol[] Outputs, Symbol[] Weights)> wrap,
        Func<Symbol[]> results,
        FunctionOptions? options,
        bool isShort = false,
        Func<int, WeightPassage>? passageOf = null)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { HoldsConstants = true };
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        bool compile = options?.Compile == true;
        WeightPassage[] passages = [.. weights.Select((_, i) => passageOf?.Invoke(i) ?? WeightPassage.Value)];
        Symbol[] given = [.. weights.Select((w, i) => passages[i].Input(graph, w))];
        Symbol[] values = [.. weights.Select((w, i) => passages[i].Value(w, given[i], compile))];
        (Symbol[] outputs, Symbol[] written) = wrap(arguments, values);
        for (int i = 0; i < values.Length; i++)
            trace.Define(weights[i], written[i]);
        int[] lent = [.. Enumerable.Range(0, values.Length).Where(i => passages[i] == WeightPassage.Variable)];
        int[] returned = [.. Enumerable.Range(0, values.Length).Where(isWritten).Except(lent)];
        Symbol[] all = [.. outputs, .. results(), .. returned.Select(p => written[p])];
        Operation[] assigned = [.. lent.Select(p => RawOps.AssignVariableOp(given[p], written[p]))];
        return new(Function.FromGraph(graph, prefix, [.. arguments, .. given], all, assigned, options),
            weights, returned, lent, arguments.Length, compile)
        { IsShort = isShort };
    }

    /// <summary>Runs the function on host tensors.</summary>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs)
    {
        DeviceTensor[] onDevice = [.. inputs.Select(t => DeviceTensor.From(t))];
        try
        {
            DeviceTensor[] outputs = Run(onDevice);
            Tensor[] results = [.. outputs.Select(o => o.ToTensor())];
            foreach (DeviceTensor output in outputs)
                output.Dispose();
            return results;
        }
        finally
        {
            foreach (DeviceTensor input in onDevice)
                input.Dispose();
        }
    }

    /// <summary>Runs the function with inputs for which it changes no weight: XLA compiles it.</summary>
    public void RunWithoutEffect(IReadOnlyList<DeviceTensor> inputs) => Run(inputs, hasEffect: false);

    /// <summary>Runs the function. For one thread at a time.</summary>
    public DeviceTensor[] Run(IReadOnlyList<DeviceTensor> inputs) => Run(inputs, hasEffect: true);

    private DeviceTensor[] Run(IReadOnlyList<DeviceTensor> inputs, bool hasEffect)
    {
        for (int i = 0; i < inputs.Count; i++)
            call.SetInput(i, inputs[i]);
        bool wasHeld = isHeld;
        if (!wasHeld)
            Hold();
        try
        {
            call.Run();
            hasRun = true;
            if (!hasEffect)
                return [];
            if (loan is null)
                Interleaving.Point("function ran");
            DeviceTensor[] outputs = new DeviceTensor[resultCount];
            for (int i = 0; i < outputs.Length; i++)
                outputs[i] = call.TakeOutput(i);
            Publish();
            return outputs;
        }
        finally
        {
            if (!wasHeld)
                Let();
        }
    }

    /// <summary>
    /// Computes with the current values until <see cref="Let"/>, in however many runs. Only where the function writes no weight.
    /// </summary>
    /// <returns>Whether it does.</returns>
    public bool TryHold()
    {
        if (written.Length > 0)
            return false;
        Hold();
        return true;
    }

    /// <summary>Ends what <see cref="TryHold"/> began.</summary>
    public void Let()
    {
        isHeld = false;
        derived?.Release();
        derived = null;
        TakeBack();
        WeightValue.Release(values);
    }

    public void Dispose()
    {
        call.Dispose();
        Function.Dispose();
        prepared?.Dispose();
    }

    private void Hold()
    {
        BeginLoan();
        Weight.KeepAll(Weights, values, versions, lent, loan);
        isHeld = true;
        try
        {
            Lend();
            int taken = prepared?.KeptParameters.Count ?? values.Length;
            for (int i = 0; i < taken; i++)
            {
                if (Array.IndexOf(lent, i) >= 0)
                    continue;
                WeightValue value = values[prepared?.KeptParameters[i] ?? i]!;
                call.SetInput(InputCount + i, IsShort ? value.ForShortCalls(device) : value.On(device));
            }

            Prepare(InputCount + taken);
        }
        catch
        {
            Let();
            throw;
        }
    }

    private void Publish()
    {
        if (written.Length == 0)
            return;
        int returned = written.Length - lent.Length;
        for (int i = 0; i < written.Length; i++)
        {
            newValues[i] = new(i < returned ? call.TakeOutput(resultCount + i) : Returned(i - returned), device);
            oldVersions[i] = versions[positions[i]];
        }

        Weight.Publish(written, newValues, oldVersions, loan);
        loan = null;
    }
}
