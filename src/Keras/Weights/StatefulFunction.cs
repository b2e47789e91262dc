using TensorFlow;

namespace Keras;

/// <summary>
/// A function that reads and writes weights: their variables are inputs behind the declared ones; those written are assigned when it ends. The weights are
/// found while it is written.
/// </summary>
internal sealed class StatefulFunction : IDisposable
{
    private readonly FunctionCall call;
    private readonly Weight[] written;

    private StatefulFunction(Function function, IReadOnlyList<Weight> weights, Weight[] written, int inputCount)
    {
        Function = function;
        this.written = written;
        Weights = weights;
        InputCount = inputCount;
        call = new(function);
    }

    public Function Function { get; }

    public IReadOnlyList<Weight> Weights { get; }

    public int InputCount { get; }

    /// <summary>Writes a function.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="body">From their symbols to the outputs; weights are read and written by the way.</param>
    /// <param name="options">How it is run.</param>
    public static StatefulFunction Trace(string prefix, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body, FunctionOptions? options = null)
    {
        using StepFunction step = StepFunction.Trace(prefix + "_step", inputs, body);
        return FromStep(prefix, inputs, step, (_, arguments, weights) => step.Call(arguments, weights), () => [], options);
    }

    /// <summary>Writes a function around a step.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="inputs">The declared inputs.</param>
    /// <param name="step">The step.</param>
    /// <param name="wrap">Calls the step, once or in a loop: from the arguments and the weights' values to the outputs and the weights' last values.</param>
    /// <param name="results">Writes further outputs, from the weights' last values.</param>
    /// <param name="options">How it is run.</param>
    public static StatefulFunction FromStep(
        string prefix,
        IReadOnlyList<TensorSpec> inputs,
        StepFunction step,
        Func<Graph, Symbol[], Symbol[], (Symbol[] Outputs, Symbol[] Weights)> wrap,
        Func<Symbol[]> results,
        FunctionOptions? options)
    {
        using Graph graph = new();
        using Trace trace = new(graph);
        Symbol[] arguments = [.. inputs.Select(i => graph.Placeholder(i.DType, i.Shape, "input"))];
        Symbol[] handles = [.. step.Weights.Select(_ => graph.Placeholder(DType.Resource, Shape.Scalar, "variable"))];
        Operation[] reads = [.. handles.Select((h, i) => OperationBuilder.Create("ReadVariableOp").Input(h).Attribute("dtype", step.Weights[i].DType).Build())];
        Symbol[] values = [.. reads.Select((r, i) => r[0].WithShape(step.Weights[i].Shape))];
        (Symbol[] outputs, Symbol[] written) = wrap(graph, arguments, values);
        List<Operation> assignments = [];
        for (int i = 0; i < handles.Length; i++)
        {
            trace.Define(step.Weights[i], written[i]);
            if (!step.IsWritten(i))
                continue;
            OperationBuilder assignment = OperationBuilder.Create("AssignVariableOp").Input(handles[i]).Input(written[i]).Attribute("dtype", step.Weights[i].DType);
            assignments.Add(assignment.ControlInput(reads[i]).Build());
        }

        Function function = Function.FromGraph(graph, prefix, [.. arguments, .. handles], [.. outputs, .. results()], [.. assignments], options);
        return new(function, step.Weights, [.. step.Weights.Where((_, i) => step.IsWritten(i))], arguments.Length);
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

    /// <summary>Runs the function. For one thread at a time.</summary>
    public DeviceTensor[] Run(IReadOnlyList<DeviceTensor> inputs)
    {
        for (int i = 0; i < inputs.Count; i++)
            call.SetInput(i, inputs[i]);
        WeightInitialization.Run(Weights);
        for (int i = 0; i < Weights.Count; i++)
            call.SetInput(InputCount + i, Weights[i].Variable.Handle);
        call.Run();
        foreach (Weight weight in written)
            weight.MarkChanged();
        DeviceTensor[] outputs = new DeviceTensor[Function.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = call.TakeOutput(i);
        return outputs;
    }

    public void Dispose()
    {
        call.Dispose();
        Function.Dispose();
    }
}
