using System.Diagnostics;
using Keras.Training;
using TensorFlow;

namespace Keras;

/// <summary>
/// Prediction for a request path: compiled once for one batch size, thread-safe, without managed allocations in a call. Created by <see
/// cref="Model.CreatePredictor"/>. Several inputs and outputs are passed by position: <c>predictor.Run([image, meta], [digit, odd])</c>.
/// </summary>
/// <remarks>
/// Each prediction uses one consistent snapshot of the weights, also while the model is trained. Unless it is frozen, a predictor follows
/// its model: each call uses the current weights and layers. After the model is disposed, the last ones stay in use.
/// </remarks>
[DebuggerDisplay("{InputShapes.Count} inputs → {OutputShapes.Count} outputs")]
public sealed partial class Predictor : IDisposable
{
    private readonly TensorSpec[] inputs;
    private readonly PredictorPool pool;

    internal Predictor(Model model, TensorSpec[] inputs, bool freeze)
    {
        foreach (TensorSpec input in inputs)
            RequireFits(input.Shape, "inputs");
        this.inputs = inputs;
        InputShapes = [.. inputs.Select(i => i.Shape)];
        InputTypes = [.. inputs.Select(i => i.DType)];
        pool = new(model, inputs, freeze);
        try
        {
            OutputShapes = pool.OutputShapes;
            foreach (Shape output in OutputShapes)
                RequireFits(output, "outputs");
            (InputNames, OutputNames) = (model.Graph?.InputNames ?? [], model.Graph?.TargetNames ?? []);
            WarmUp();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The shape of the only input, with the batch axis first.</summary>
    /// <exception cref="InvalidOperationException">The model has several inputs.</exception>
    public Shape InputShape => Only(InputShapes, "inputs", "InputShapes");

    /// <summary>The shape of the only output, with the batch axis first.</summary>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public Shape OutputShape => Only(OutputShapes, "outputs", "OutputShapes");

    /// <summary>The shapes of the inputs, with the batch axis first.</summary>
    public IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>The types of the inputs: string for inputs of strings, float32 for all others.</summary>
    public IReadOnlyList<DType> InputTypes { get; }

    /// <summary>The shapes of the outputs, with the batch axis first.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>The names of the inputs, in order; empty for a subclassed model.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>The names of the outputs, in order; empty for a subclassed model.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Computes the output of one batch.</summary>
    /// <param name="input">The input in C order, as many values as <see cref="InputShape"/> has.</param>
    /// <param name="output">The destination of the output in C order, as many values as <see cref="OutputShape"/> has.</param>
    /// <exception cref="ArgumentException">A length is not that of its shape.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs, or its layers changed since the predictor was
    /// created and its output has another shape.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public void Run(ReadOnlySpan<float> input, Span<float> output)
    {
        if (InputTypes.Count == 1)
            RequireNumbers(0, nameof(input));
        if (input.Length != InputShape.ElementCount)
            throw new ArgumentException(
                $"Predictor: expected {InputShape.ElementCount} values for an input of shape {InputShape}, got {input.Length}.",
                nameof(input));
        RequireRoom(output);
        using PredictorLease lease = pool.Take();
        lease.Slot.Write(0, input);
        lease.Slot.Run();
        lease.Slot.Copy(0, output);
    }

    /// <summary>Computes all outputs of one batch of a model of several inputs or outputs.</summary>
    /// <param name="inputs">The inputs in the order of <see cref="InputNames"/>, each in C order.</param>
    /// <param name="outputs">The destinations of the outputs, in the order of <see cref="OutputNames"/>, each in C order.</param>
    /// <exception cref="ArgumentException">A length is not that of its shape, or the number of inputs or outputs is not the
    /// model's.</exception>
    /// <exception cref="InvalidOperationException">The model's layers changed since the predictor was created, and an output has another
    /// shape.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public void Run(ReadOnlySpan<ReadOnlyMemory<float>> inputs, ReadOnlySpan<Memory<float>> outputs)
    {
        RequireCounts(inputs.Length, outputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            RequireNumbers(i, nameof(inputs));
            if (inputs[i].Length != InputShapes[i].ElementCount)
                throw new ArgumentException(
                    $"Predictor: expected {InputShapes[i].ElementCount} values for the input {Place(InputNames, i)} of shape "
                    + $"{InputShapes[i]}, got {inputs[i].Length}.", nameof(inputs));
        }

        RequireRoom(outputs);
        using PredictorLease lease = pool.Take();
        for (int i = 0; i < inputs.Length; i++)
            lease.Slot.Write(i, inputs[i].Span);
        lease.Slot.Run();
        for (int i = 0; i < outputs.Length; i++)
            lease.Slot.Copy(i, outputs[i].Span);
    }

    /// <summary>Frees the compiled function, after running calls have finished.</summary>
    public void Dispose() => pool.Dispose();

    // The first call compiles, which a request should not wait for.
    private void WarmUp()
    {
        Tensor[] empty = [.. inputs.Select(i => i.DType == DType.String
            ? Tensor.CreateStrings([.. Enumerable.Repeat("", checked((int)i.Shape.ElementCount))], i.Shape)
            : Tensor.Create<float>(new float[i.Shape.ElementCount], i.Shape))];
        try
        {
            Run(empty, [.. OutputShapes.Select(s => (Memory<float>)new float[s.ElementCount])]);
        }
        finally
        {
            foreach (Tensor input in empty)
                input.Dispose();
        }
    }
}
