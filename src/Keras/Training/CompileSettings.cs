namespace Keras;

/// <summary>What a model was compiled with.</summary>
/// <param name="Optimizer">How weights follow from gradients.</param>
/// <param name="Loss">The loss; null where layers add losses or steps of one's own compute theirs.</param>
/// <param name="Metrics">What is followed, unweighted.</param>
/// <param name="WeightedMetrics">What is followed with sample weights.</param>
/// <param name="JitCompile">Whether XLA compiles.</param>
/// <param name="StepsPerExecution">Batches between two batch callbacks.</param>
internal sealed record CompileSettings(
    Optimizer Optimizer,
    Loss? Loss,
    IReadOnlyList<Metric> Metrics,
    IReadOnlyList<Metric> WeightedMetrics,
    JitCompile JitCompile,
    int StepsPerExecution);
