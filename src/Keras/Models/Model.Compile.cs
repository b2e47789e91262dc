using System.Runtime.CompilerServices;
using Keras.Optimizers;
using Keras.Training;

namespace Keras;

/// <content>The choice of the optimizer, the losses and the metrics.</content>
public partial class Model
{
    /// <summary>
    /// Chooses how the model is trained and measured. Compiling again with another optimizer begins with that one's state; optimizers,
    /// losses and metrics stay their maker's and are not disposed.
    /// </summary>
    /// <param name="optimizer">
    /// The optimizer, or a Keras name such as "adam". Default: <c>rmsprop</c>, as in
    /// Keras.
    /// </param>
    /// <param name="loss">
    /// The loss: a loss, a Keras name such as "categorical_crossentropy", or <see cref="Loss.From"/>. Default: none, for models
    /// whose layers add losses
    /// or whose class overrides <see cref="TrainStep"/>.
    /// </param>
    /// <param name="metrics">The metrics: metrics, losses or Keras names such as "accuracy".</param>
    /// <param name="weightedMetrics">The metrics that take sample and class weights.</param>
    /// <param name="jitCompile">Whether XLA compiles the functions of the model.</param>
    /// <param name="stepsPerExecution">Batches between two calls of batch callbacks. Default: 1.</param>
    /// <exception cref="UnknownNameException">A name is not known; the message suggests the nearest.</exception>
    /// <exception cref="InvalidOperationException"> The model is being trained or evaluated, or the optimizer has the state of other
    /// weights: those of another model, say. </exception>
    /// <example>
    /// <code>
    /// using var model = new Sequential(new Dense(3, "softmax") { InputShape = [4] });
    /// model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);                // names: Keras's defaults
    /// model.Compile(
    ///     new SGD(0.1f, momentum: 0.9),
    ///     new Losses.SparseCategoricalCrossentropy(),
    ///     [new Metrics.SparseTopKCategoricalAccuracy(k: 2)]);
    /// </code>
    /// </example>
    public void Compile(
        Optimizer? optimizer = null,
        Loss? loss = null,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Metric>? weightedMetrics = null,
        JitCompile jitCompile = JitCompile.Auto,
        int stepsPerExecution = 1)
    {
        ThrowIfDisposed();
        CompileWith(optimizer ?? "rmsprop", loss, metrics, weightedMetrics, jitCompile, stepsPerExecution);
    }

    internal void CompileWith(
        Optimizer optimizer,
        Loss? loss,
        IReadOnlyList<Metric>? metrics,
        IReadOnlyList<Metric>? weightedMetrics,
        JitCompile jitCompile,
        int stepsPerExecution)
    {
        Required.Items("Compile", "a metric", metrics);
        Required.Items("Compile", "a metric", weightedMetrics);
        Required.Defined("Compile", jitCompile);
        Required.AtLeast("Compile", 1, stepsPerExecution);
        Compile(new()
        {
            Optimizer = optimizer,
            Losses = loss is null ? new OutputLosses() : loss,
            Metrics = OutputMetrics.Of(metrics ?? []),
            WeightedMetrics = OutputMetrics.Of(weightedMetrics ?? []),
            JitCompile = jitCompile,
            StepsPerExecution = stepsPerExecution,
        });
    }

    /// <summary>
    /// Chooses how the model is trained and measured, with losses and metrics for each output. Compiling again with another optimizer
    /// begins with that one's state; optimizers, losses and metrics stay their maker's and are not disposed.
    /// </summary>
    /// <param name="options">The optimizer, the losses, their weights and the metrics.</param>
    /// <exception cref="ArgumentException">A loss or metric is for an output that the model does not have, or an output has neither a loss
    /// nor null.</exception>
    /// <exception cref="InvalidOperationException"> The model is being trained or evaluated, or the optimizer has the state of other
    /// weights: those of another model, say. </exception>
    [OverloadResolutionPriority(1)]
    public void Compile(CompileOptions options)
    {
        ThrowIfDisposed();
        Required.Value("Compile", "options", options);
        options.Check();
        Optimizer optimizer = options.Optimizer ?? new RMSprop();
        if (options.JitCompile == JitCompile.On)
            _ = Compilation.Choose(options.JitCompile, this, 1);
        optimizer.ThrowIfDisposed();
        foreach (Metric metric in options.AllMetrics)
            metric.ThrowIfDisposed();
        using Usage usage = Enter(UsageKind.Change, "Compile");
        if (Graph is { } known)
            _ = options.ForOutputs(known.Outputs.Count, known.TargetNames, Name);
        if (IsBuilt && optimizer.IsBuilt)
            optimizer.Build(TrainableWeights);
        // Last of what changes the optimizer, which a call that is refused leaves alone.
        if (options.AutoScaleLoss && DTypePolicy.Name == "mixed_float16" && optimizer is not LossScaleOptimizer)
            optimizer = new LossScaleOptimizer(optimizer) { IsAutomatic = true };
        CompileOptions compiled = options.Copy() with { Optimizer = optimizer };
        ReleaseFunctions();
        if (settings?.Optimizer != optimizer)
            TrainingState.Reset();
        settings = compiled;
        metrics = new(this, settings);
        functions = new(this, settings, metrics);
        writtenStep = null;
    }
}
