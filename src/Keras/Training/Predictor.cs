using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>
/// Prediction for a request path: compiled once for one batch size, without managed allocation a call, on any thread. Made by
/// <see cref="Model.CreatePredictor"/>.
/// </summary>
/// <remarks>
/// Each answer is computed with the weights of one moment, also while the model is trained. Unless it is frozen, a predictor follows its model: the weights at
/// each call, and its layers where they change. After the model is disposed it answers as the model did last.
/// </remarks>
[DebuggerDisplay("{InputShape} → {OutputShape}")]
public sealed class Predictor : IDisposable
{
    private readonly Model model;
    private readonly bool isFrozen;
    private readonly PredictorSlot?[] free = new PredictorSlot?[Environment.ProcessorCount];
    private readonly Lock gate = new();
    private PredictorProgram program;
    private WeightValue?[] values = [];
    private int generation;
    private long seen = -1;
    private bool disposed;

    internal Predictor(Model model, Shape input, bool freeze)
    {
        RequireFits(input, "inputs");
        this.model = model;
        isFrozen = freeze;
        InputShape = input;
        program = PredictorProgram.Create(model, input);
        try
        {
            OutputShape = program.Function.Outputs[0].Shape;
            RequireFits(OutputShape, "outputs");
            WarmUp();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The axes of the input, the rows first.</summary>
    public Shape InputShape { get; }

    /// <summary>The axes of the output, the rows first.</summary>
    public Shape OutputShape { get; }

    /// <summary>Computes the output of one batch.</summary>
    /// <param name="input">The input in C order, as many numbers as <see cref="InputShape"/> has.</param>
    /// <param name="output">Where the output goes in C order, as many numbers as <see cref="OutputShape"/> has.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    /// <exception cref="InvalidOperationException">The model's output has another shape than when this was made, because its layers changed.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Run(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length != InputShape.ElementCount)
            throw new ArgumentException($"Predictor: expected {InputShape.ElementCount} numbers for an input of shape {InputShape}, got {input.Length}.", nameof(input));
        if (output.Length != OutputShape.ElementCount)
            throw new ArgumentException($"Predictor: expected room for {OutputShape.ElementCount} numbers of shape {OutputShape}, got {output.Length}.", nameof(output));
        PredictorSlot slot = Take();
        try
        {
            slot.Run(input, output);
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
        if (shape.ElementCount > Array.MaxLength)
            throw new ArgumentException($"CreatePredictor: {what} of shape {shape} are {shape.ElementCount} numbers a call, expected at most {Array.MaxLength}; use a smaller batch size.");
    }

    // The first call compiles; a request should not wait for that.
    private void WarmUp()
    {
        using Tensor input = Tensor.Zeros(DType.Float32, InputShape);
        using Tensor output = Tensor.Create<float, (Predictor Predictor, Tensor Input)>(
            OutputShape, (this, input), static (span, state) => state.Predictor.Run(state.Input.AsSpan<float>(), span));
    }

    private PredictorSlot Take()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (seen != ChangeCount.Now)
                Follow();
            PredictorSlot slot = TakeFree() ?? new(program, InputShape);
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
            written = PredictorProgram.Create(model, InputShape);
        Shape shape = written.Function.Outputs[0].Shape;
        if (shape != OutputShape)
        {
            written.Retire();
            throw new InvalidOperationException(
                $"Predictor: the layers of the model '{model.Name}' changed, and its output has the shape {shape} now instead of {OutputShape}; make a new predictor with CreatePredictor.");
        }

        ReleaseSlots();
        program.Retire();
        WeightValue.Release(values);
        (program, values) = (written, new WeightValue?[written.Weights.Count]);
        generation++;
    }

    private void ReleaseSlots()
    {
        for (int i = 0; i < free.Length; i++)
        {
            free[i]?.Dispose();
            free[i] = null;
        }
    }
}
