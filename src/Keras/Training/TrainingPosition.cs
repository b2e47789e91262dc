using TensorFlow;

namespace Keras.Training;

/// <summary>Tracks the position of a training, so that it can resume from a file saved at any batch.</summary>
/// <param name="model">The model that is trained.</param>
/// <param name="runner">The runner over the data.</param>
/// <param name="randomness">The random numbers of the epochs.</param>
/// <param name="resumed">The position from which training resumes; null to begin with the first batch of an epoch. The caller disposes
/// it.</param>
internal sealed class TrainingPosition(Model model, BatchRunner runner, EpochRandomness randomness, EpochPosition? resumed)
{
    private int epoch;
    private int done;
    private int start;
    private long order;
    private bool hasBegun;
    private bool isWithin;
    private bool restoresMetrics;
    private Logs logs = new();

    /// <summary>Begins an epoch, or resumes within it.</summary>
    /// <param name="index">The epoch, from 0.</param>
    /// <returns>The number of batches that are done already, their metrics, and the generator of the order of the samples.</returns>
    public (int Done, Logs Logs, Random Random) Begin(int index)
    {
        EpochPosition? position = resumed?.Epoch == index ? resumed : null;
        (epoch, done, logs, isWithin) = (index, position?.Step ?? 0, position?.Logs ?? new(), true);
        (hasBegun, restoresMetrics) = (true, done > 0);
        long seed = restoresMetrics ? randomness.Resume(position!) : randomness.Begin(index);
        start = runner.Start;
        if (position is not null)
        {
            runner.ResumeAt(position.Start);
            (order, start) = (position.Order, position.Start);
        }
        else if (start == 0)
        {
            order = seed;
        }

        return (done, logs, EpochRandomness.From(order));
    }

    /// <summary>Called before a function runs.</summary>
    public void Starting(StatefulFunction function)
    {
        randomness.Begin(function);
        if (!restoresMetrics)
            return;
        restoresMetrics = false;
        foreach (string name in resumed!.RestoreMetrics(model.Tracked.LogsOf(trains: true)))
        {
            model.Warn(
                $"Fit: the metric '{name}' of the epoch that is resumed counts from batch {resumed.Step + 1}, "
                + "because the model was saved with other metrics.");
        }
    }

    /// <summary>Called after each native call.</summary>
    public void Finished(int doneNow, Logs logsNow) => (done, logs) = (doneNow, logsNow);

    /// <summary>Ends an epoch.</summary>
    public void End() => (epoch, done, logs, isWithin, restoresMetrics) = (epoch + 1, 0, new(), false, false);

    /// <summary>The position of the training; null if it continues with the first batch of an epoch and of the data.</summary>
    public EpochPosition? Capture()
    {
        if (resumed is not null && (!hasBegun || restoresMetrics))
            return resumed.Share();
        if (!isWithin || done == 0)
        {
            int next = isWithin ? start : runner.Start;
            return next == 0 ? null : Position(0, next, new(), []);
        }

        List<(string, IReadOnlyList<Tensor>)> metrics = [];
        foreach ((string name, Metric metric) in model.Tracked.LogsOf(trains: true).Entries)
            metrics.Add((name, [.. metric.Weights.Select(w => w.Read())]));
        return Position(done, start, new(logs), metrics);
    }

    private EpochPosition Position(int step, int from, Logs of, IReadOnlyList<(string, IReadOnlyList<Tensor>)> metrics) =>
        new(epoch, step, runner.Steps, order, from, Iterations(model), of, step > 0 ? randomness.States() : [], metrics);

    /// <summary>The number of iterations of a model's optimizers.</summary>
    public static long Iterations(Model model) => model.Optimizers.Sum(o => o.IterationCount);
}
