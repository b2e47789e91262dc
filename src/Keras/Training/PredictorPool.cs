using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The slots of a predictor, one for each concurrent call, with their function and weight values. Unless frozen, the pool follows its
/// model.
/// </summary>
internal sealed class PredictorPool : IDisposable
{
    private readonly Model model;
    private readonly bool isFrozen;
    private readonly TensorSpec[] inputs;
    private readonly Shape[] inputShapes;
    private readonly PredictorSlot?[] free = new PredictorSlot?[Environment.ProcessorCount];
    private readonly Lock gate = new();
    private PredictorFunction function;
    private WeightValue?[] values = [];
    private PreparedValues prepared = new([]);
    private int generation;
    private long seen = -1;
    private bool disposed;

    public PredictorPool(Model model, TensorSpec[] inputs, bool freeze)
    {
        this.model = model;
        isFrozen = freeze;
        this.inputs = inputs;
        inputShapes = [.. inputs.Select(i => i.Shape)];
        function = PredictorFunction.Create(model, inputs);
        OutputShapes = [.. function.Function.Outputs.Select(o => o.Shape)];
    }

    /// <summary>The shapes of the outputs, which stay even if the model's layers change.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>Leases a slot for one call of the predictor; disposing the lease returns it.</summary>
    /// <exception cref="InvalidOperationException">The layers changed, and an output has another shape.</exception>
    /// <exception cref="ObjectDisposedException">The predictor was disposed.</exception>
    public PredictorLease Take()
    {
        lock (gate)
        {
            if (disposed)
                throw new ObjectDisposedException(nameof(Predictor), "The predictor was disposed; make a new one with CreatePredictor.");
            if (seen != ChangeCount.Now)
                Follow();
            PredictorSlot slot = TakeFree() ?? new(function, inputShapes);
            try
            {
                if (slot.Generation != generation)
                    slot.Adopt(values, prepared, generation);
            }
            catch
            {
                slot.Dispose();
                throw;
            }

            function.Begin();
            return new(this, slot);
        }
    }

    /// <summary>Returns a slot. A slot of an earlier function, or beyond the number of processors, is freed.</summary>
    public void Return(PredictorSlot slot)
    {
        lock (gate)
        {
            slot.Function.End();
            for (int i = 0; i < free.Length && !disposed && slot.Function == function; i++)
            {
                if (free[i] is not null)
                    continue;
                free[i] = slot;
                return;
            }

            slot.Dispose();
        }
    }

    /// <summary>Frees the function and the values, after running calls have finished.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            ReleaseSlots();
            WeightValue.Release(values);
            prepared.Release();
            function.Retire();
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

    // A model or weight of the process changed. The count is read first, so that later changes are seen by the next call.
    private void Follow()
    {
        long now = ChangeCount.Now;
        if (generation == 0 || !(isFrozen || model.IsDisposed))
        {
            if (!isFrozen && !function.IsOf(model))
                Rewrite();
            TakeValues();
        }

        seen = now;
    }

    private void TakeValues()
    {
        WeightValue?[] current = new WeightValue?[function.Weights.Count];
        try
        {
            Weight.KeepAll(function.Weights, current, new long[current.Length]);
        }
        catch (ObjectDisposedException) when (generation > 0 && !values.Contains(null))
        {
            // The model is being disposed: the last values stay in use.
            return;
        }

        try
        {
            if (generation > 0 && current.AsSpan().SequenceEqual(values))
                return;
            PreparedValues former = prepared;
            prepared = function.Prepare(current);
            former.Release();
            (values, current, generation) = (current, values, generation + 1);
        }
        finally
        {
            WeightValue.Release(current);
        }
    }

    private void Rewrite()
    {
        PredictorFunction written;
        using (DeviceScope.Enter(function.Device))
            written = PredictorFunction.Create(model, inputs);
        Shape[] shapes = [.. written.Function.Outputs.Select(o => o.Shape)];
        if (!shapes.SequenceEqual(OutputShapes))
        {
            written.Retire();
            throw new InvalidOperationException(
                $"Predictor: the layers of the model '{model.Name}' changed, and its output has the shape {Listed(shapes)} now instead of "
                + $"{Listed(OutputShapes)}; make a new predictor with CreatePredictor.");
        }

        ReleaseSlots();
        function.Retire();
        WeightValue.Release(values);
        prepared.Release();
        (function, values, prepared) = (written, new WeightValue?[written.Weights.Count], new([]));
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
