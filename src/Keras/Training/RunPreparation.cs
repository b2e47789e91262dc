using TensorFlow;

namespace Keras;

/// <summary>What precedes every run: the data are checked against the model, which is built by them where it is not built yet.</summary>
internal static class RunPreparation
{
    public static Job Prepare(
        Model model, RunData data, bool trains, int batchSize, IReadOnlyDictionary<int, float>? classWeight, string doing)
    {
        Batch example = data.Example;
        if (example.Y is null && (model.NeedsTargets(trains) || classWeight is { Count: > 0 }))
            throw new ArgumentException($"{doing}: expected inputs and targets, got inputs alone.");
        Pipeline pipeline = new(example, data.Transforms);
        (TensorSpec x, TensorSpec? y) = pipeline.Infer();
        if (y is not null)
            NumberColumns.RequireTargets(y, doing);
        if (example.SampleWeight is { } weights)
            NumberColumns.RequireWeights(weights, doing);
        model.EnsureBuilt(x, doing);
        LabelChecks checks = model.OutputShape is { Rank: > 0 } output && model.Loss is { } loss && y is not null
            ? new(doing, example, data.Transforms, loss.Resolve(y.Shape, output), output[^1])
            : new(doing, example, data.Transforms);
        data.Check(checks);
        Job job = new(trains, pipeline, classWeight);
        if (model.HasOwnStep(trains))
            model.BuildStep(job, batchSize);
        else if (trains)
            model.Optimizer.Build(model.TrainableWeights);
        return job;
    }

    public static Logs ToLogs(Model model, bool trains, ReadOnlySpan<float> results) => model.Tracked.LogsOf(trains).ToLogs(results);
}
