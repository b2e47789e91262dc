using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>Prediction for a request path: compiled once for one batch size, without managed allocation a call, on any thread. Made by <see cref="Model.CreatePredictor"/>.</summary>
[DebuggerDisplay("{InputShape} → {OutputShape}")]
public sealed class Predictor : IDisposable
{
    private readonly PredictorProgram program;
    private readonly PredictorSlot?[] free = new PredictorSlot?[Environment.ProcessorCount];
    private readonly Lock gate = new();
    private bool disposed;

    internal Predictor(Model model, Shape input, bool freeze)
    {
        RequireFits(input, "inputs");
        InputShape = input;
        program = PredictorProgram.Create(model, input, freeze);
        try
        {
            OutputShape = program.Function.Outputs[0].Shape;
            RequireFits(OutputShape, "outputs");
            free[0] = new(program, InputShape);
            WarmUp(free[0]!);
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
            foreach (PredictorSlot? slot in free)
                slot?.Dispose();
            program.Dispose();
        }
    }

    private static void RequireFits(Shape shape, string doing)
    {
        if (shape.ElementCount > Array.MaxLength)
            throw new ArgumentException($"CreatePredictor: {doing} of shape {shape} are {shape.ElementCount} numbers a call, expected at most {Array.MaxLength}; use a smaller batch size.");
    }

    // The first call compiles; a request should not wait for that.
    private void WarmUp(PredictorSlot slot)
    {
        using Tensor input = Tensor.Zeros(DType.Float32, InputShape);
        using Tensor output = Tensor.Create<float, (PredictorSlot Slot, Tensor Input)>(
            OutputShape, (slot, input), static (span, state) => state.Slot.Run(state.Input.AsSpan<float>(), span));
    }

    private PredictorSlot Take()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            for (int i = 0; i < free.Length; i++)
            {
                if (free[i] is not { } slot)
                    continue;
                free[i] = null;
                return slot;
            }
        }

        return new(program, InputShape);
    }

    private void Return(PredictorSlot slot)
    {
        lock (gate)
        {
            for (int i = 0; i < free.Length && !disposed; i++)
            {
                if (free[i] is not null)
                    continue;
                free[i] = slot;
                return;
            }
        }

        slot.Dispose();
    }
}
