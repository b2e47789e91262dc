using Keras.Layers;
using Keras.Models;
using Keras.Optimizers;
using Keras.Pipelines;
using Keras.Training;
using TensorFlow;

namespace Keras;

/// <summary>
/// A network of layers with <c>Fit</c>, <c>Evaluate</c> and <c>Predict</c>. <c>new Model(inputs, outputs)</c> makes a functional one of
/// Keras tensors,
/// <see cref="Sequential"/> one of layers in a row; derive from it for a model that writes its own computation.
/// </summary>
public partial class Model : Layer, IOptimizerOwner
{
    private LayerStructure? shaped;
    private IReadOnlyList<TensorSpec>? severalInputs;
    private bool isShaping;
    private CompileOptions? settings;
    private CompiledMetrics? metrics;
    private ModelPrograms? programs;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string? Module => GetType() == typeof(Model) ? "keras.src.models.functional"
        : GetType().Assembly == typeof(Model).Assembly ? "keras" : null;

    private protected override string Designation => $"the model '{Name}'";

    /// <inheritdoc/>
    public override string ClassName => GetType() == typeof(Model) ? "Functional" : base.ClassName;

    /// <summary>The layers, in order; of a functional model those of its graph by depth, inputs included.</summary>
    public virtual IReadOnlyList<Layer> Layers => graph is null ? SubLayers : functionalLayers!;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers => WithClassNames(Layers);

    /// <summary>The shape of an input with the batch axis; null before it is known.</summary>
    public Shape? BuildShape { get; private protected set; }

    /// <summary>Whether <c>Compile</c> was called.</summary>
    public bool IsCompiled => settings is not null;

    /// <summary>The optimizer that the model was compiled with.</summary>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    public Optimizer Optimizer => Settings.Optimizer!;

    /// <summary>The loss that the model was compiled with, for its output or each of its outputs; null where it was compiled without
    /// one.</summary>
    /// <exception cref="InvalidOperationException">The model was not compiled, or with losses by output; <see cref="CompileOptions"/> has
    /// these.</exception>
    public Loss? Loss => Settings.Losses.Items is [] ? null : Settings.Losses.Items is [var only]
        ? only : throw new InvalidOperationException(
        $"The model '{Name}' was compiled with {Settings.Losses.Count} losses; CompileOptions has them by output.");

    /// <summary>The arguments of <c>Compile</c>.</summary>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    public CompileOptions CompileOptions => Settings;

    /// <summary>Whether XLA compiled the latest training function, and why; null before there was one.</summary>
    public Compilation? Compilation { get; internal set; }

    /// <summary>Set by a callback: training ends after the batch or epoch that runs.</summary>
    public bool StopTraining { get; set; }

    /// <summary>
    /// The number of functions written for this model since it was compiled; a second <c>Fit</c> on the same shapes writes none.
    /// </summary>
    public int ProgramCount => programs?.Count ?? 0;

    internal CompileOptions Settings => settings ?? throw new InvalidOperationException(
        $"The model '{Name}' has no loss and no optimizer yet; call Compile before Fit and Evaluate.");

    internal CompiledMetrics Tracked => metrics!;

    internal ModelPrograms Programs => programs!;

    /// <summary>The state of training beside weights and the optimizer's state.</summary>
    internal TrainingState TrainingState { get; } = new();

    /// <summary>Creates the weights for inputs of a shape.</summary>
    /// <param name="inputShape">The shape of an input with the batch axis, which may be unknown: <c>[-1, 28, 28]</c>.</param>
    /// <param name="dtype">The type of the inputs. Default: float32.</param>
    /// <exception cref="ShapeException">The layers do not fit the shape or each other.</exception>
    public void BuildModel(Shape inputShape, DType dtype = DType.Float32)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Required.Value("BuildModel", "the shape of the inputs", inputShape);
        // Prediction on one thread and training on another may both come first.
        using Usage usage = Enter(UsageKind.Change, "BuildModel", UsageRules.WaitsForRuns);
        if (IsBuilt)
            return;
        Layer[] unbuilt = [.. Layers.Where(l => !l.IsBuilt)];
        using LayerPath path = LayerPath.Enter(this);
        try
        {
            WriteShapes(inputShape, dtype);
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
        if (!DeferredInitialization.IsActive)
            WeightInitialization.Run([.. State]);
    }

    /// <summary>Builds the model for inputs if it is not built yet, or checks that they fit it.</summary>
    internal void EnsureBuilt(IReadOnlyList<TensorSpec> inputs, string operation)
    {
        if (!Tree().Any(l => l.RequiresOrdinaryKernels))
        {
            foreach (TensorSpec input in inputs)
                NumberColumns.RequireInputs(input, operation);
        }

        if (!IsBuilt && inputs.Count == 1)
            BuildModel(inputs[0].Shape, inputs[0].DType);
        else if (!IsBuilt)
            BuildSeveral(inputs);
        if (inputs.Count == 1 && BuildShape is { } expected && !InputRank.Fits(expected, inputs[0].Shape))
            throw new ShapeException($"{operation}: the model '{Name}' was built for inputs of shape {expected}, got {inputs[0].Shape}.");
        if (inputs.Count > 1 && Graph is { } graph)
            RequireFit(graph, inputs, operation);
        if (!HasCurrentShapes)
            Reshape(inputs[0].DType);
    }

    /// <summary>The metric of a name in the logs; null where there is none.</summary>
    internal Metric? FindMetric(string name) => metrics?.Find(name);

    /// <summary>Whether a name in the logs is that of a loss.</summary>
    internal bool IsLoss(string name) => metrics?.IsLoss(name) == true;
    /// <summary>The receiver of warnings: the current run; null between runs.</summary>
    internal Action<string>? WarningListener { get; set; }

    /// <summary>
    /// Reports a warning to the current run; without one, or in a run of a single batch, it is printed to standard error, once.
    /// </summary>
    internal void Warn(string warning)
    {
        bool isNew = told.Add(warning);
        if (WarningListener is { } listener)
            listener(warning);
        else if (isNew)
            Console.Error.WriteLine(warning);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input) => BuildShape ??= input;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count == 1)
            Build(inputs[0]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ReleasePrograms();
            ReleasePrediction();
            ownOptimizers.Dispose();
            TrainingState.Dispose();
        }

        base.Dispose(disposing);
        // Its state is that of weights which are gone now; the optimizer itself can be used on.
        if (disposing)
        {
            foreach (Optimizer optimizer in Optimizers)
                optimizer.ReleaseOrphans();
        }
    }

    private void ReleasePrograms()
    {
        programs?.Dispose();
        metrics?.Dispose();
    }

    /// <summary>Begins an operation on the model and all its layers.</summary>
    /// <param name="kind">The kind of the operation.</param>
    /// <param name="operation">The public method's name.</param>
    /// <param name="rules">When it is refused.</param>
    internal Usage Enter(UsageKind kind, string operation, UsageRules rules = UsageRules.None)
    {
        Usage usage = Usage.Enter(kind, operation, this, Tree, rules);
        if (!IsDisposed)
            return usage;
        usage.Dispose();
        throw new ObjectDisposedException(Name, $"{operation}: the model '{Name}' was disposed.");
    }

    /// <summary>Begins a run, which also has the optimizer, the metrics and the callbacks to itself.</summary>
    /// <param name="operation">The public method's name.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="rules">When it is refused.</param>
    internal Usage EnterRun(string operation, IReadOnlyList<Callback> callbacks, UsageRules rules = UsageRules.None)
    {
        Usage usage = Enter(UsageKind.Run, operation, rules);
        try
        {
            usage.Cover(this, [.. UsedByRuns, .. callbacks]);
            return usage;
        }
        catch
        {
            usage.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    private protected override void RefreshShapes()
    {
        // While a function is written, shapes are what it finds.
        if (isShaping || TraceContext.HasCurrent || !IsBuilt || BuildShape is null || HasCurrentShapes)
            return;
        try
        {
            Reshape(InputDType);
        }
        catch (Exception e) when (e is ShapeException or InvalidOperationException)
        {
            // The layers do not fit each other any more, which the next use tells.
        }
    }

    /// <summary>The type of the inputs, where nothing else tells.</summary>
    private protected virtual DType InputDType => Graph?.Inputs[0].DType ?? DType.Float32;

    private IEnumerable<object> UsedByRuns => settings is null
        ? []
        : [.. Optimizers, .. Optimizers.SelectMany(o => o.Inner), .. settings.AllMetrics];

    /// <summary>Makes an optimizer that a step uses one of the model's.</summary>
    void IOptimizerOwner.Meet(Optimizer optimizer)
    {
        if (optimizer == settings?.Optimizer)
            return;
        ownOptimizers.Meet(optimizer);
        Usage.CurrentRun?.Cover(optimizer, [optimizer, .. optimizer.Inner]);
    }

    /// <inheritdoc/>
    protected internal override bool AdoptsLayers => graph is null;

    /// <inheritdoc/>
    protected internal override bool MixesSamples => graph is null && base.MixesSamples;

    private bool HasCurrentShapes => shaped is { } known && known.IsThatOf(this, withTrainable: false);

    // A layer inside was changed by itself: one of a model in this model was taken out, say.
    private void Reshape(DType dtype)
    {
        using Usage usage = Enter(UsageKind.Change, "BuildModel", UsageRules.WaitsForRuns);
        if (HasCurrentShapes || BuildShape is not { } shape)
            return;
        Layer[] unbuilt = [.. Tree().Where(l => !l.IsBuilt)];
        WriteShapes(shape, dtype);
        if (!DeferredInitialization.IsActive)
            WeightInitialization.Run([.. unbuilt.SelectMany(l => l.State)]);
    }

    private void WriteShapes(Shape inputShape, DType dtype)
    {
        isShaping = true;
        try
        {
            foreach (Layer layer in Tree())
                layer.OutputShape = null;
            BuildLayers(inputShape, dtype);
            shaped = LayerStructure.Of(this);
        }
        finally
        {
            isShaping = false;
        }
    }

    private static void RequireFit(FunctionalGraph graph, IReadOnlyList<TensorSpec> inputs, string operation)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (!InputRank.Fits(graph.Inputs[i].Shape, inputs[i].Shape))
                throw new ShapeException(
                    $"{operation}: expected the input '{graph.InputNames[i]}' to have shape {graph.Inputs[i].Shape}, "
                    + $"got {inputs[i].Shape}.");
        }
    }

    // The layers that the steps use are built when they are written.
    private bool HasStepsAlone => graph is null && HasOwnStep(trains: true) && !HasOwnCall;

    // A model that writes its own computation, of several inputs.
    private void BuildSeveral(IReadOnlyList<TensorSpec> inputs)
    {
        using Usage usage = Enter(UsageKind.Change, "BuildModel", UsageRules.WaitsForRuns);
        if (IsBuilt)
            return;
        if (HasStepsAlone)
        {
            MarkBuilt();
            return;
        }

        Layer[] unbuilt = [.. Layers.Where(l => !l.IsBuilt)];
        using LayerPath path = LayerPath.Enter(this);
        try
        {
            using Graph scratch = new();
            using TraceContext trace = new(scratch) { IsForShapes = true };
            _ = ApplyAll([.. inputs.Select(i => scratch.Placeholder(i.DType, i.Shape))], new CallContext());
            shaped = LayerStructure.Of(this);
            severalInputs = [.. inputs.Select(i => i with { Shape = i.Shape[1..].Prepend(Shape.UnknownDimension) })];
        }
        catch
        {
            foreach (Layer layer in unbuilt)
                layer.Unbuild();
            MarkUnbuilt();
            throw;
        }

        if (!DeferredInitialization.IsActive)
            WeightInitialization.Run([.. State]);
    }

    /// <summary>Builds the layers for one input.</summary>
    private protected virtual void BuildLayers(Shape inputShape, DType dtype)
    {
        if (HasStepsAlone)
        {
            MarkBuilt();
            return;
        }

        using Graph scratch = new();
        using TraceContext trace = new(scratch) { IsForShapes = true };
        _ = ApplyAll([scratch.Placeholder(dtype, inputShape)], new CallContext());
    }
}
