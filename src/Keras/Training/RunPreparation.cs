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
        model.EnsureBuilt(x, doing);
        if (data.IsResident && data.Transforms.Length == 0)
            CheckLabels(model, example.Y, doing);
        if (trains)
            model.Optimizer.Build(model.TrainableWeights);
        return new(trains, pipeline, classWeight);
    }

    public static Logs ToLogs(Model model, ReadOnlySpan<float> results)
    {
        IReadOnlyList<string> names = model.Tracked.Names;
        Logs logs = new();
        for (int i = 0; i < results.Length; i++)
            logs[names[i]] = results[i];
        return logs;
    }

    private static void CheckLabels(Model model, Data y, string doing)
    {
        if (!model.Loss.TakesClassNumbers || y.Transforms.Length > 0 || model.OutputShape is not { Rank: > 0 } output || output[^1] < 1)
            return;
        LabelRange.Check(y.Source.Tensor, output[^1], doing, (model.Loss as Losses.SparseCategoricalCrossentropy)?.IgnoreClass);
    }
}
