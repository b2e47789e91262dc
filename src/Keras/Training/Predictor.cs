using System.Diagnostics;
using Keras.Training;
using TensorFlow;

namespace Keras;

/// <summary>
/// Prediction for a request path: compiled once for one batch size, without managed allocation a call, on any thread. Made by
/// <see cref="Model.CreatePredictor"/>. Models of several inputs or outputs take and give them by position: <c>predictor.Run([image, meta],
/// [digit, odd])</c>.
/// </summary>
/// <remarks>
/// Each answer is computed with the weights of one moment, also while the model is trained. Unless it is frozen, a predictor follows its
/// model: the weights at
/// each call, and its layers where they change. After the model is disposed it answers as the model did last.
/// </remarks>
[DebuggerDisplay("{InputShapes.Count} inputs → {OutputShapes.Count} outputs")]
public sealed partial class Predictor : IDisposable
{
    private readonly Model model;
    private readonly bool isFrozen;
    private readonly TensorSpec[] inputs;
    private readonly PredictorSlot?[] free = new PredictorSlot?[Environment.ProcessorCount];
    private readonly Lock gate = new();
    private PredictorProgram program;
    private WeightValue?[] values = [];
    private int generation;
    private long seen = -1;
    private bool disposed;

    internal Predictor(Model model, TensorSpec[] inputs, bool freeze)
    {
        foreach (TensorSpec input in inputs)
            RequireFits(input.Shape, "inputs");
        this.model = model;
        isFrozen = freeze;
        this.inputs = inputs;
        InputShapes = [.. inputs.Select(i => i.Shape)];
        InputTypes = [.. inputs.Select(i => i.DType)];
        program = PredictorProgram.Create(model, inputs);
        try
        {
            OutputShapes = [.. program.Function.Outputs.Select(o => o.Shape)];
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

    /// <summary>The shape of the input of a model of one, the samples first.</summary>
    /// <exception cref="InvalidOperationException">The model has several inputs.</exception>
    public Shape InputShape => Only(InputShapes, "inputs", "InputShapes");

    /// <summary>The shape of the output of a model of one, the samples first.</summary>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public Shape OutputShape => Only(OutputShapes, "outputs", "OutputShapes");

    /// <summary>The shapes of the inputs, the samples first.</summary>
    public IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>The types of the inputs: string for inputs of strings, float32 for all others.</summary>
    public IReadOnlyList<DType> InputTypes { get; }

    /// <summary>The shapes of the outputs, the samples first.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>The names of the inputs, in order; empty where the model writes its own computation.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>The names of the outputs, in order; empty where the model writes its own computation.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Computes the output of one batch.</summary>
    /// <param name="input">The input in C order, as many numbers as <see cref="InputShape"/> has.</param>
    /// <param name="output">The destination of the output in C order, as many numbers as <see cref="OutputShape"/> has.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model has several inputs or outputs, or its output has another shape than when this was made, because its layers changed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Run(ReadOnlySpan<float> input, Span<float> output)
    {
        if (InputTypes.Count == 1)
            RequireNumbers(0, nameof(input));
        if (input.Length != InputShape.ElementCount)
            throw new ArgumentException(
                $"Predictor: expected {InputShape.ElementCount} numbers for an input of shape {InputShape}, got {input.Length}.",
                nameof(input));
        RequireRoom(output);
        PredictorSlot slot = Take();
        try
        {
            slot.Write(0, input);
            slot.Run();
            slot.Copy(0, output);
        }
        finally
        {
            Return(slot);
        }
    }

    /// <summary>Computes all outputs of one batch of a model of several inputs or outputs.</summary>
    /// <param name="inputs">The inputs in the order of <see cref="InputNames"/>, each in C order.</param>
    /// <param name="outputs">The destinations of the outputs, in the order of <see cref="OutputNames"/>, each in C order.</param>
    /// <exception cref="ArgumentException">A length, or the number of inputs or outputs, is another.</exception>
    /// <exception cref="InvalidOperationException">An output has another shape than when this was made, because the model's layers
    /// changed.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Run(ReadOnlySpan<ReadOnlyMemory<float>> inputs, ReadOnlySpan<Memory<float>> outputs)
    {
        RequireCounts(inputs.Length, outputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            RequireNumbers(i, nameof(inputs));
            if (inputs[i].Length != InputShapes[i].ElementCount)
                throw new ArgumentException(
                    $"Predictor: expected {InputShapes[i].ElementCount} numbers for the input {Place(InputNames, i)} of shape "
                    + $"{InputShapes[i]}, got {inputs[i].Length}.", nameof(inputs));
        }

        RequireRoom(outputs);
        PredictorSlot slot = Take();
        try
        {
            for (int i = 0; i < inputs.Length; i++)
                slot.Write(i, inputs[i].Span);
            slot.Run();
            for (int i = 0; i < outputs.Length; i++)
                slot.Copy(i, outputs[i].Span);
        }
        finally
        {
            Return(slot);
        }
    }

    /// <summary>Frees the compiled program. Calls that run are finished first.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            ReleaseSlots();
            WeightValue.Release(values);
            program.Retire();
        }
    }

    private static void RequireFits(Shape shape, string what)
    {
        if (!shape.IsFullyKnown)
            throw new InvalidOperationException(
                $"CreatePredictor: {what} of shape {shape} have an axis of unknown length, expected known ones; declare the length in the "
                + "model's Input, or call Predict.");
        if (shape.ElementCount > Array.MaxLength)
            throw new ArgumentException(
                $"CreatePredictor: {what} of shape {shape} are {shape.ElementCount} numbers a call, expected at most {Array.MaxLength}; "
                + "use a smaller batch size.");
    }

    private static string Place(IReadOnlyList<string> names, int index) => index < names.Count ? $"'{names[index]}'" : $"{index}";

    private static Shape Only(IReadOnlyList<Shape> shapes, string what, string all) =>
        shapes is [{ } only] ? only : throw new InvalidOperationException(
        $"Predictor: the model has {shapes.Count} {what}; read {all}, and call Run with lists.");

    // The first call compiles; a request should not wait for that.
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

    private PredictorSlot Take()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (seen != ChangeCount.Now)
                Follow();
            PredictorSlot slot = TakeFree() ?? new(program, InputShapes);
            if (slot.Generation != generation)
                slot.Adopt(values, generation);
            program.Begin();
            return slot;
        }
    }

    private PredictorSlot? TakeFree()
    {
        for (int i = 0; i < free.Length; i++)
        {
            if (free[i] is not { } slot)
                continue;
            free[i] = null;
            return slot;
        }

        return null;
    }

    private void Return(PredictorSlot slot)
    {
        lock (gate)
        {
            slot.Program.End();
            for (int i = 0; i < free.Length && !disposed && slot.Program == program; i++)
            {
                if (free[i] is not null)
                    continue;
                free[i] = slot;
                return;
            }

            slot.Dispose();
        }
    }

    // Something changed somewhere in the process. The number is read first: what changes from here on is seen at the next call.
    private void Follow()
    {
        long now = ChangeCount.Now;
        if (generation == 0 || !(isFrozen || model.IsDisposed))
        {
            if (!isFrozen && !program.IsOf(model))
                Rewrite();
            TakeValues();
        }

        seen = now;
    }

    private void TakeValues()
    {
        WeightValue?[] current = new WeightValue?[program.Weights.Count];
        try
        {
            Weight.KeepAll(program.Weights, current, new long[current.Length]);
        }
        catch (ObjectDisposedException) when (generation > 0 && !values.Contains(null))
        {
            // The model is being disposed: it answers as the model did last.
            return;
        }

        if (generation == 0 || !current.AsSpan().SequenceEqual(values))
            (values, current, generation) = (current, values, generation + 1);
        WeightValue.Release(current);
    }

    private void Rewrite()
    {
        PredictorProgram written;
        using (DeviceScope.Enter(program.Device))
            written = PredictorProgram.Create(model, inputs);
        Shape[] shapes = [.. written.Function.Outputs.Select(o => o.Shape)];
        if (!shapes.SequenceEqual(OutputShapes))
        {
            written.Retire();
            throw new InvalidOperationException(
                $"Predictor: the layers of the model '{model.Name}' changed, and its output has the shape {Listed(shapes)} now instead of "
                + $"{Listed(OutputShapes)}; make a new predictor with CreatePredictor.");
        }

        ReleaseSlots();
        program.Retire();
        WeightValue.Release(values);
        (program, values) = (written, new WeightValue?[written.Weights.Count]);
        generation++;
    }

    private static string Listed(IEnumerable<Shape> shapes) => string.Join(", ", shapes);

    private void ReleaseSlots()
    {
        for (int i = 0; i < free.Length; i++)
        {
            free[i]?.Dispose();
            free[i] = null;
        }
    }
}
