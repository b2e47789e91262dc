using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// A function that reads and writes weights: their values are inputs after the declared ones, the new values of those written are outputs
/// after the others. When the function ends, the weights take their new values, all at one moment. The weights are found while the function
/// is written.
/// </summary>
internal sealed partial class StatefulFunction : IDisposable
{
    private readonly FunctionCall call;
    private readonly Device? device = DeviceScope.Current;
    private readonly Weight[] written;
    private readonly int[] positions;
    private readonly int resultCount;
    private readonly WeightValue?[] values;
    private readonly long[] versions;
    private readonly WeightValue?[] newValues;
    private readonly long[] oldVersions;
    private readonly bool compiles;
    private bool isHeld;
    private bool hasRun;

    private StatefulFunction(Function function, StepWeights weights, int inputCount, bool compiles)
    {
        Function = function;
        Weights = weights.All;
        InputCount = inputCount;
        lent = weights.Variables;
        variables = new Variable?[lent.Length];
        positions = [.. weights.Returned, .. lent];
        written = [.. positions.Select(p => Weights[p])];
        resultCount = function.Outputs.Count - weights.Returned.Length;
        values = new WeightValue?[Weights.Count];
        versions = new long[Weights.Count];
        newValues = new WeightValue?[positions.Length];
        oldVersions = new long[positions.Length];
        call = new(function);
        this.compiles = compiles;
    }

    public Function Function { get; }

    public IReadOnlyList<Weight> Weights { get; }

    public int InputCount { get; }

    /// <summary>Whether calls are so short that the way weights are passed counts.</summary>
    public bool IsShort { get; private set; }

    /// <summary>Whether XLA will compile the function in its next run.</summary>
    public bool AwaitsCompilation => compiles && !hasRun;

    /// <summary>Writes a function.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">Computes the outputs from the inputs, and reads and writes weights.</param>
    /// <param name="options">The options of the function.</param>
    /// <param name="isShort">Whether calls are so short that the way weights are passed counts.</param>
    public static StatefulFunction Trace(string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body,
        FunctionOptions? options = null, bool isShort = false)
    {
        using StatelessFunction step = StatelessFunction.Trace(prefix + "_step", inputs, body);
        StatefulFunction function = FromStep(prefix, inputs, step.Weights, step.Call, () => [], options);
        function.IsShort = isShort;
        return function;
    }

    /// <summary>Writes a function that calls a step.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="weights">The weights of the step.</param>
    /// <param name="call">Calls the step, once or in a loop: from the arguments and the values of the weights to the outputs and the last
    /// values of the weights.</param>
    /// <param name="results">Computes further outputs from the last values of the weights.</param>
    /// <param name="options">The options of the function.</param>
    public static StatefulFunction FromStep(
        string prefix,
        IReadOnlyList<TensorSpec> inputs,
        StepWeights weights,
        Func<Symbol[], Symbol[], (Symbol[] Outputs, Symbol[] Weights)> call,
        Func<Symbol[]> results,
        FunctionOptions? options)
    {
        using Graph graph = new();
        using TraceContext trace = new(graph) { HoldsConstants = true };
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        bool compile = options?.Compile == true;
        Symbol[] parameters = weights.CreateParameters(graph);
        (Symbol[] outputs, Symbol[] latest) = call(arguments, weights.ReadValues(parameters, compile));
        for (int i = 0; i < latest.Length; i++)
            trace.Define(weights.All[i], latest[i]);
        Symbol[] all = [.. outputs, .. results(), .. weights.Returned.Select(p => latest[p])];
        Operation[] assigned = [.. weights.Variables.Select(p => RawOps.AssignVariableOp(parameters[p], latest[p]))];
        Function function = Function.FromGraph(graph, prefix, [.. arguments, .. parameters], all, assigned, options);
        return new(function, weights, arguments.Length, compile);
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

    /// <summary>Runs the function, with inputs for which it changes no weight, so that XLA compiles it.</summary>
    public void RunWithoutEffect(IReadOnlyList<DeviceTensor> inputs) => Run(inputs, hasEffect: false);

    /// <summary>Runs the function. Not thread-safe.</summary>
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
                Release();
        }
    }

    /// <summary>
    /// Holds the current values of the weights for all runs until <see cref="Release"/>.
    /// </summary>
    /// <returns>False if the function writes weights, which cannot be held.</returns>
    public bool TryHold()
    {
        if (written.Length > 0)
            return false;
        Hold();
        return true;
    }

    /// <summary>Releases the values held by <see cref="TryHold"/>.</summary>
    public void Release()
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
            Release();
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
