using TensorFlow;

namespace Keras;

/// <summary>Layers that belong together, and what trains, evaluates and uses them. <see cref="Sequential"/> is one.</summary>
public abstract partial class Model : Layer
{
    private readonly Lock busy = new();
    private readonly Lock building = new();
    private CompileSettings? settings;
    private TrackedMetrics? metrics;
    private ModelPrograms? programs;
    private History? history;

    /// <inheritdoc/>
    public override string? Module => GetType().Assembly == typeof(Model).Assembly ? "keras" : null;

    /// <summary>The layers, in order.</summary>
    public abstract IReadOnlyList<Layer> Layers { get; }

    /// <summary>The shape of an input with the batch axis; null before it is known.</summary>
    public Shape? BuildShape { get; private protected set; }

    /// <summary>Whether <c>Compile</c> was called.</summary>
    public bool IsCompiled => settings is not null;

    /// <summary>What the model was compiled with.</summary>
    /// <exception cref="InvalidOperationException">It was not compiled.</exception>
    public Optimizer Optimizer => Settings.Optimizer;

    /// <inheritdoc cref="Optimizer"/>
    public Loss Loss => Settings.Loss;

    /// <summary>Whether XLA compiled the last training program, and why; null before there was one.</summary>
    public Compilation? Compilation { get; internal set; }

    /// <summary>Set by a callback: training ends after the batch or epoch that runs.</summary>
    public bool StopTraining { get; set; }

    /// <summary>How many programs were written for this model since it was compiled; a second <c>Fit</c> on the same shapes writes none.</summary>
    public int ProgramCount => programs?.Count ?? 0;

    internal CompileSettings Settings => settings ?? throw new InvalidOperationException($"The model '{Name}' has no loss and no optimizer yet; call Compile before Fit and Evaluate.");

    internal TrackedMetrics Tracked => metrics!;

    internal ModelPrograms Programs => programs!;

    /// <summary>Chooses how the model is trained and measured. Compiling again forgets the optimizer's state.</summary>
    /// <param name="optimizer">How weights follow from gradients: an optimizer or a Keras name such as "adam".</param>
    /// <param name="loss">What is minimized: a loss, a Keras name such as "categorical_crossentropy", or <see cref="Loss.From"/>.</param>
    /// <param name="metrics">What is followed beside the loss: metrics, losses or Keras names such as "accuracy".</param>
    /// <param name="weightedMetrics">What is followed with sample or class weights.</param>
    /// <param name="jitCompile">Whether XLA compiles the model's programs.</param>
    /// <param name="stepsPerExecution">Batches between two calls of batch callbacks; 1 by default.</param>
    /// <exception cref="UnknownNameException">A name is not known; the message lists the known ones.</exception>
    public void Compile(
        Optimizer optimizer,
        Loss loss,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Metric>? weightedMetrics = null,
        JitCompile jitCompile = JitCompile.Auto,
        int stepsPerExecution = 1)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerExecution, 1);
        if (jitCompile == JitCompile.On)
            _ = Compilation.Choose(jitCompile, this, 1);
        using Lock.Scope scope = EnterExclusive("Compile");
        ReleasePrograms([.. metrics ?? [], .. weightedMetrics ?? []]);
        if (settings is not null && settings.Optimizer != optimizer)
            settings.Optimizer.Dispose();
        settings = new(optimizer, loss, metrics ?? [], weightedMetrics ?? [], jitCompile, stepsPerExecution);
        this.metrics = new(settings);
        programs = new(this, settings, this.metrics);
    }

    /// <summary>Makes the weights for inputs of a shape.</summary>
    /// <param name="inputShape">The shape of an input with the batch axis, which may be unknown: <c>[-1, 28, 28]</c>.</param>
    /// <param name="dtype">The type of the inputs; float32 by default.</param>
    /// <exception cref="ShapeException">The layers do not fit the shape or each other.</exception>
    public void BuildModel(Shape inputShape, DType dtype = DType.Float32)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        // Prediction on one thread and training on another may both come first.
        lock (building)
        {
            if (IsBuilt)
                return;
            Layer[] unbuilt = [.. Layers.Where(l => !l.IsBuilt)];
            try
            {
                using Graph graph = new();
                using Trace trace = new(graph);
                _ = Apply(graph.Placeholder(dtype, inputShape), new CallContext());
            }
            catch
            {
                // Other inputs may fit, so nothing must remain of these.
                foreach (Layer layer in unbuilt)
                    layer.Unbuild();
                MarkUnbuilt();
                throw;
            }

            BuildShape = inputShape;
            foreach (Layer layer in unbuilt)
                NamePaths(layer, Name);
            if (!Saving.DeferredInitialization.IsActive)
                WeightInitialization.Run([.. State]);
        }
    }

    /// <summary>Builds the model for inputs if it is not built yet, or checks that they fit it.</summary>
    internal void EnsureBuilt(TensorSpec input, string doing)
    {
        lock (building)
        {
            if (!IsBuilt)
                BuildModel(input.Shape, input.DType);
            else if (BuildShape is { } expected && !expected.IsCompatibleWith(input.Shape))
                throw new ShapeException($"{doing}: the model '{Name}' was built for inputs of shape {expected}, got {input.Shape}.");
        }
    }

    /// <summary>The metric of a name in the logs; null where there is none.</summary>
    internal Metric? FindMetric(string name) => metrics?.Find(name);

    /// <summary>Notes something odd in the history of the training that runs.</summary>
    internal void Warn(string warning) => history?.Warn(warning);

    internal bool IsDisposed { get; private set; }

    /// <inheritdoc/>
    protected override void Build(Shape input) => BuildShape ??= input;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !IsDisposed)
        {
            using Lock.Scope scope = EnterExclusive("Dispose");
            IsDisposed = true;
            ReleasePrograms([]);
            ReleasePrediction();
            settings?.Optimizer.Dispose();
            foreach (Layer layer in Layers)
                layer.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReleasePrograms(Metric[] keptMetrics)
    {
        programs?.Dispose();
        metrics?.Release(keptMetrics);
    }

    /// <summary>Forgets the programs, because the layers changed.</summary>
    private protected void Restructure()
    {
        programs?.Dispose();
        ReleasePrediction();
        OutputShape = null;
    }

    /// <summary>Keeps others from training, evaluating or compiling the model meanwhile; the same thread may do so from a callback.</summary>
    internal Lock.Scope EnterExclusive(string doing)
    {
        if (!busy.TryEnter())
            throw new InvalidOperationException($"{doing}: the model '{Name}' is being trained or evaluated on another thread; wait for that, or give each thread a model of its own. Predict is allowed at any time.");
        try
        {
            return busy.EnterScope();
        }
        finally
        {
            busy.Exit();
        }
    }

    // As in Keras: a weight's path names the owners that were being built when it was made.
    private static void NamePaths(Layer layer, string prefix)
    {
        foreach (Weight weight in layer.OwnWeights)
            weight.Path = $"{prefix}/{weight.Path}";
        foreach (Layer inner in layer.SubLayers)
            NamePaths(inner, $"{prefix}/{layer.Name}");
    }
}
