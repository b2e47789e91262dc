using System.Collections.Concurrent;
using TensorFlow;

namespace Keras;

/// <summary>The programs of prediction, for batches of any size; each call takes one, or writes one, and puts it back, so threads do not wait.</summary>
internal sealed class PredictPrograms(Model model) : IDisposable
{
    private readonly ConcurrentDictionary<(Pipeline Pipeline, int Generation), ConcurrentBag<StatefulFunction>> free = [];
    private readonly Lock building = new();

    public Tensor Run(Data x, int batchSize, IReadOnlyList<Callback> callbacks, CancellationToken cancellationToken)
    {
        if (x.Count == 0)
            throw new ShapeException($"Predict: expected at least one row, got {x.Source.Shape}.");
        Pipeline pipeline = new(new(x), []);
        ConcurrentBag<StatefulFunction> bag = free.GetOrAdd((pipeline, model.Generation), static _ => []);
        if (!bag.TryTake(out StatefulFunction? program))
            program = Write(pipeline);
        try
        {
            foreach (Callback callback in callbacks)
            {
                callback.Attach(model, new() { BatchSize = batchSize });
                callback.OnPredictBegin(new());
            }

            Tensor result = x.Count <= batchSize && callbacks.Count == 0 ? One(program, x.Source) : Many(program, x.Source, batchSize, callbacks, cancellationToken);
            foreach (Callback callback in callbacks)
                callback.OnPredictEnd(new());
            return result;
        }
        finally
        {
            if (model.IsDisposed)
                program.Dispose();
            else
                bag.Add(program);
        }
    }

    public void Dispose()
    {
        foreach (ConcurrentBag<StatefulFunction> bag in free.Values)
        {
            while (bag.TryTake(out StatefulFunction? program))
                program.Dispose();
        }
    }

    private static Tensor One(StatefulFunction program, Tensor rows)
    {
        using DeviceTensor input = DeviceTensor.From(rows);
        using DeviceTensor output = program.Run([input])[0];
        return output.ToTensor();
    }

    private static Tensor Many(StatefulFunction program, Tensor rows, int batchSize, IReadOnlyList<Callback> callbacks, CancellationToken cancellationToken)
    {
        int count = checked((int)rows.Shape[0]);
        TensorBuilder? all = null;
        try
        {
            for (int start = 0, batch = 0; start < count; start += batchSize, batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (Callback callback in callbacks)
                    callback.OnPredictBatchBegin(batch, new());
                using Tensor part = rows[start..Math.Min(count, start + batchSize)];
                using Tensor output = One(program, part);
                all ??= new(output.DType, output.Shape[1..].Prepend(count));
                all.Append(output);
                foreach (Callback callback in callbacks)
                    callback.OnPredictBatchEnd(batch, new());
            }

            return all!.ToTensor();
        }
        finally
        {
            all?.Dispose();
        }
    }

    private StatefulFunction Write(Pipeline pipeline)
    {
        using Lock.Scope scope = building.EnterScope();
        (TensorSpec x, _) = pipeline.Infer();
        model.EnsureBuilt(x, "Predict");
        return StatefulFunction.Trace(
            "predict",
            pipeline.Columns(Shape.UnknownDimension),
            columns => [model.Apply(pipeline.Apply(columns).X, new CallContext())]);
    }
}
