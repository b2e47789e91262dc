using TensorFlow;

namespace Keras;

/// <summary>What precedes every run: the data are checked against the model, which is built by them where it is not built yet.</summary>
internal static class RunPreparation
{
    public static Job Prepare(Model model, RunData data, bool trains, IReadOnlyDictionary<int, float>? classWeight, string doing)
    {
        Batch example = data.Example;
        if (example.Y is null)
            throw new ArgumentException($"{doing}: expected inputs and targets, got inputs alone.");
        Pipeline pipeline = new(example, data.Transforms);
        (TensorSpec x, TensorSpec? y) = pipeline.Infer();
        if (y is not null)
            NumberColumns.RequireTargets(y, doing);
        if (example.SampleWeight is { } weights)
            NumberColumns.RequireWeights(weights, doing);
        model.EnsureBuilt(x, doing);
        LabelChecks checks = model.OutputShape is { Rank: > 0 } output
            ? new(doing, example, data.Transforms, model.Loss.Resolve(y!.Shape, output), output[^1])
            : new(doing, example, data.Transforms);
        data.Check(checks);
        if (trains)
            model.Optimizer.Build(model.TrainableWeights);
        return new(trains, pipeline, classWeight);
    }

    public static Logs ToLogs(Model model, ReadOnlySpan<float> results) => model.Tracked.ToLogs(results);
}
