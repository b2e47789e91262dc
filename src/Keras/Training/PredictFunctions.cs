using System.Collections.Concurrent;
using Keras.Layers;
using Keras.Models;
using Keras.Pipelines;
using TensorFlow;
using Pipeline = Keras.Pipelines.Pipeline;

namespace Keras.Training;

/// <summary>A pool of the functions of prediction, which take batches of any size. Each call rents one, or writes one, and returns it, so
/// that threads do not wait for each other.</summary>
internal sealed class PredictFunctions(Model model) : IDisposable
{
    private const int MostKinds = 16;
    private readonly ConcurrentDictionary<Key, Kind> free = [];
    private PlainKind? latest;
    private long uses;

    // The latest structure without computations that depend on the weights only.
    private LayerStructure? unprepared;

    /// <summary>
    /// Computes the outputs of one batch with the function of the last one, if it is of the same kind: the fast path of a service.
    /// </summary>
    /// <param name="x">The inputs.</param>
    /// <param name="batchSize">The largest number of samples in a batch.</param>
    /// <returns>All outputs of the model; null if the batch is of another kind.</returns>
    public Tensor[]? TryRepeat(Data x, int batchSize)
    {
        if (Volatile.Read(ref latest) is not { } known || x.Count > batchSize || !known.IsKindOf(x, model)
            || TakeFree(known.Key) is not { } function)
            return null;
        try
        {
            using IDisposable use = x.Source.Use();
            using DeviceTensor input = DeviceTensor.From(x.Source.Tensor);
            using DeviceTensors outputs = new(function.Run([input]));
            return outputs.ToTensors();
        }
        finally
        {
            Return(known.Key, function);
        }
    }

    /// <summary>Computes the outputs of samples held in memory.</summary>
    /// <param name="rows">The samples.</param>
    /// <param name="transforms">The functions of <c>Dataset.Map</c>, which compute the inputs.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="steps">The number of batches; null for all.</param>
    /// <param name="callbacks">Callbacks of the prediction.</param>
    /// <param name="cancellationToken">Cancels the prediction before the next batch.</param>
    /// <returns>All outputs of the model.</returns>
    public Tensor[] Run(Batch rows, BatchTransform[] transforms, int batchSize, int? steps,
        IReadOnlyList<Callback> callbacks, CancellationToken cancellationToken)
    {
        rows.CheckRows("Predict: ");
        if (rows.X.Count == 0)
            throw new ShapeException(
                $"Predict: expected at least one sample, got {(rows.X.IsColumn ? rows.X.Source.Shape.ToString() : rows.X.RawForm)}.");
        using DataUse use = new(rows.Columns);
        Pipeline pipeline = new(rows, transforms, new ModelColumns(model, "Predict", hasTargets: false));
        using PredictCallbacks hooks = new(model, callbacks);
        bool isOneBatch = rows.X.Count <= batchSize && callbacks.Count == 0;
        (Key key, StatefulFunction function) = Take(
            pipeline, prepares: WeightPreparation.IsWorthwhile(model, (rows.X.Count + batchSize - 1) / batchSize));
        try
        {
            bool isStateful = StatefulBatches.AreIn(model);
            if (isStateful)
                CheckBatches(rows.X.Count, batchSize, steps);
            hooks.Begin(new() { BatchSize = batchSize });
            Tensor[] result = isOneBatch
                ? One(function, use.Tensors)
                : Many(function, use.Tensors, batchSize, steps, hooks, cancellationToken);
            if (PlainKind.IsPlain(rows.X) && transforms.Length == 0 && !isStateful)
                Volatile.Write(ref latest, new(key, rows.X.Source.DType, rows.X.Source.Shape));
            if ((rows.X.Count - 1) / batchSize < steps - 1)
                model.Warn($"Predict: the data ran out after {((rows.X.Count - 1) / batchSize) + 1} of {steps} steps.");
            hooks.End();
            return result;
        }
        finally
        {
            Return(key, function);
        }
    }

    public void Dispose()
    {
        foreach (Key key in free.Keys)
            Forget(key);
    }

    private void CheckBatches(long samples, int batchSize, int? steps)
    {
        long used = Math.Min(samples, (long)batchSize * (steps ?? int.MaxValue));
        if (used >= batchSize)
            StatefulBatches.Check(model, batchSize);
        if (used % batchSize is > 0 and var rest)
            StatefulBatches.Check(model, rest);
    }

    private void Forget(Key key)
    {
        if (free.TryRemove(key, out Kind? kind))
            kind.Dispose();
    }

    // Under its own key: the model may have changed since.
    private void Return(Key key, StatefulFunction function)
    {
        if (model.IsDisposed || !free.TryGetValue(key, out Kind? kind))
        {
            function.Dispose();
            return;
        }

        kind.Functions.Add(function);
        // The kind may have been removed meanwhile.
        if (model.IsDisposed || !free.TryGetValue(key, out Kind? kept) || kept != kind)
            kind.Dispose();
    }

    private static Tensor[] One(StatefulFunction function, Tensor[] columns)
    {
        using DeviceTensors inputs = new([.. columns.Select(c => DeviceTensor.From(c))]);
        using DeviceTensors outputs = new(function.Run(inputs.Items));
        return outputs.ToTensors();
    }

    private static Tensor[] Many(
        StatefulFunction function, Tensor[] columns, int batchSize, int? steps,
        PredictCallbacks hooks, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(checked((int)columns[0].Shape[0]), (long)batchSize * (steps ?? int.MaxValue));
        using JoinedOutputs all = new(count);
        // All batches are computed with one snapshot of the weights.
        bool isHeld = function.TryHold();
        try
        {
            for (int start = 0, batch = 0; start < count; start += batchSize, batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hooks.BeginBatch(batch);
                Tensor[] parts = [.. columns.Select(c => c[start..Math.Min(count, start + batchSize)])];
                try
                {
                    all.Append(One(function, parts));
                }
                finally
                {
                    foreach (Tensor part in parts)
                        part.Dispose();
                }

                hooks.EndBatch(batch);
            }

            return all.ToTensors();
        }
        finally
        {
            if (isHeld)
                function.Release();
        }
    }

    /// <param name="pipeline">The columns and their transforms.</param>
    /// <param name="prepares">Whether values that depend on the weights only are precomputed for many runs.</param>
    private (Key Key, StatefulFunction Program) Take(Pipeline pipeline, bool prepares)
    {
        Key key = new(pipeline, model.CurrentStructure, DeviceScope.Current, prepares && !model.CurrentStructure.Equals(unprepared));
        if (TakeFree(key) is { } known)
            return (key, known);
        model.EnsureBuilt(pipeline.Infer().X, "Predict");
        using Usage usage = model.Enter(UsageKind.Read, "Predict");
        // From here on the model does not change until the function is written.
        key = key with { Structure = model.CurrentStructure };
        StatefulFunction? prepared = key.Prepares ? WritePrepared(pipeline) : null;
        if (prepared is null)
            (key, unprepared) = (key with { Prepares = false }, key.Prepares ? key.Structure : unprepared);
        Kind kind = free.GetOrAdd(key, static _ => new());
        kind.LastUse = Interlocked.Increment(ref uses);
        ForgetOldest(key);
        Interleaving.Point("prediction is written");
        return (key, prepared ?? (kind.Functions.TryTake(out StatefulFunction? function) ? function : Write(pipeline)));
    }

    private StatefulFunction? TakeFree(Key key)
    {
        if (!free.TryGetValue(key, out Kind? kind) || !kind.Functions.TryTake(out StatefulFunction? function))
            return null;
        kind.LastUse = Interlocked.Increment(ref uses);
        return function;
    }

    // Removes the least recently used kinds; a function of theirs that runs now is freed when it is returned.
    private void ForgetOldest(Key kept)
    {
        for (int more = free.Count - MostKinds; more > 0; more--)
        {
            Key oldest = free.Where(f => f.Key != kept).MinBy(f => f.Value.LastUse).Key;
            Forget(oldest);
        }
    }

    private StatefulFunction? WritePrepared(Pipeline pipeline)
    {
        StatefulFunction? function = StatefulFunction.TracePrepared(
            "predict_batches",
            pipeline.Columns(Shape.UnknownDimension),
            columns => WriteStep(pipeline, columns),
            new FunctionOptions { Optimize = true },
            new ScalableOutputs());
        if (function is { Prepares: true })
            return function;
        function?.Dispose();
        return null;
    }

    private Symbol[] WriteStep(Pipeline pipeline, Symbol[] columns)
    {
        TraceContext.Current.Graph.IsOptimized = true;
        return [.. model.WritePredictStep(new(pipeline.Apply(columns)), new CallContext())];
    }

    private StatefulFunction Write(Pipeline pipeline) => StatefulFunction.Trace(
        "predict",
        pipeline.Columns(Shape.UnknownDimension),
        columns => WriteStep(pipeline, columns),
        new FunctionOptions { Optimize = true },
        isShort: true);

    /// <summary>The functions of one kind that are not in use.</summary>
    private sealed class Kind : IDisposable
    {
        private long lastUse;

        public ConcurrentBag<StatefulFunction> Functions { get; } = [];

        public long LastUse
        {
            get => Volatile.Read(ref lastUse);
            set => Volatile.Write(ref lastUse, value);
        }

        public void Dispose()
        {
            while (Functions.TryTake(out StatefulFunction? function))
                function.Dispose();
        }
    }

    /// <summary>The key of a function.</summary>
    private sealed record Key(Pipeline Pipeline, LayerStructure Structure, Device? Device, bool Prepares);

    /// <summary>The kind of a batch of one column without transforms.</summary>
    private sealed record PlainKind(Key Key, DType DType, Shape Shape)
    {
        public static bool IsPlain(Data x) => x.IsColumn && x.Transforms.Length == 0;

        public bool IsKindOf(Data x, Model model) => IsPlain(x)
            && x.Source.DType == DType
            && x.Source.Shape.AsSpan()[1..].SequenceEqual(Shape.AsSpan()[1..])
            && x.Count > 0
            && ReferenceEquals(model.CurrentStructure, Key.Structure)
            && DeviceScope.Current == Key.Device;
    }
}
