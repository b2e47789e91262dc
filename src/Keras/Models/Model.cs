using Keras.Optimizers;
using Keras.Training;

namespace Keras;

/// <summary>
/// A network of layers with <c>Fit</c>, <c>Evaluate</c> and <c>Predict</c>. <c>new Model(inputs, outputs)</c> makes a functional one of
/// Keras tensors, <see cref="Sequential"/> one of layers in a row; derive from it for a model that writes its own computation.
/// </summary>
public partial class Model : Layer, IOptimizerOwner
{
    private CompileOptions? settings;
    private CompiledMetrics? metrics;
    private ModelFunctions? functions;

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
    public int ProgramCount => functions?.Count ?? 0;

    internal CompileOptions Settings => settings ?? throw new InvalidOperationException(
        $"The model '{Name}' has no loss and no optimizer yet; call Compile before Fit and Evaluate.");

    internal CompiledMetrics Tracked => metrics!;

    internal ModelFunctions Functions => functions!;

    /// <summary>The state of training beside weights and the optimizer's state.</summary>
    internal TrainingState TrainingState { get; } = new();

    /// <summary>The metric of a name in the logs; null where there is none.</summary>
    internal Metric? FindMetric(string name) => metrics?.Find(name);

    /// <summary>Whether a name in the logs is that of a loss.</summary>
    internal bool IsLoss(string name) => metrics?.IsLoss(name) == true;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ReleaseFunctions();
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

    private void ReleaseFunctions()
    {
        functions?.Dispose();
        metrics?.Dispose();
    }

    /// <inheritdoc/>
    protected internal override bool AdoptsLayers => graph is null;

    /// <inheritdoc/>
    protected internal override bool MixesSamples => graph is null && base.MixesSamples;

    internal override bool TakesStrings => true;
}
