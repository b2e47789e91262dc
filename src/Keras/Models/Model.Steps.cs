using Keras.Models;
using Keras.Training;
using TensorFlow;

namespace Keras;

/// <content>The steps of training, evaluation and prediction. Override one for a custom step.</content>
public partial class Model
{
    private readonly OwnOptimizers ownOptimizers;
    private (Layers.LayerStructure Structure, StepSpec StepSpec)? writtenStep;

    /// <summary>Gets the optimizers that steps of the model use, the compiled one first.</summary>
    /// <remarks>Those of a custom step are among them once the step was written, or after <see cref="AddOptimizer{T}"/>.</remarks>
    public IReadOnlyList<Optimizer> Optimizers =>
        settings is null ? ownOptimizers.All : [settings.Optimizer!, .. ownOptimizers.All.Where(o => o != settings.Optimizer)];

    /// <summary>Gets the metrics that the model reports: the mean of the loss, the compiled ones, and those of steps of its own.</summary>
    /// <remarks>Metrics named "accuracy" or "crossentropy" are among them once the model has seen targets.</remarks>
    public IReadOnlyList<Metric> Metrics => metrics is null ? [] : [.. metrics.Metrics];

    /// <summary>Whether the class has a step of its own.</summary>
    internal bool HasOwnStep(bool trains) => IsOwn(trains ? TrainStep : TestStep);

    /// <summary>Whether a step needs targets.</summary>
    internal bool NeedsTargets(bool trains) => settings?.HasLoss == true && !HasOwnStep(trains);

    /// <summary>
    /// Writes one step of training. Override it for a custom step: compute losses with <c>step.Call</c>, update weights with <see
    /// cref="Optimizer.Minimize"/>, report values with <see cref="StepContext.Log(string, Symbol, Symbol?)"/>. The step becomes part of one
    /// compiled function with the loop over the batches, like the default one.
    /// </summary>
    /// <param name="batch">The samples.</param>
    /// <param name="step">The mode of the calls, and the place of what is reported.</param>
    /// <remarks>
    /// By default: predictions, <see cref="ComputeLoss"/>, <see cref="Optimizer.Minimize"/> by the trainable weights, <see
    /// cref="ComputeMetrics"/>. The method runs when the function is written, more than once, and not for each batch. Random numbers come
    /// from a <see cref="SeedGenerator"/>.
    /// </remarks>
    /// <example>
    /// <code>
    /// public sealed class Weighted(Model network, float factor) : Model
    /// {
    ///     protected override Symbol Call(Symbol x, CallContext context) =&gt; network.Apply(x, context);
    ///
    ///     protected override void TrainStep(StepBatch batch, StepContext step)
    ///     {
    ///         Symbol prediction = network.Apply(batch.X[0], step.Call);
    ///         Symbol loss = ComputeLoss(batch, [prediction], step) * factor;
    ///         Optimizer.Minimize(loss, TrainableWeights);
    ///         ComputeMetrics(batch, [prediction], loss, step);
    ///         step.Log("largest", Ops.Max(prediction));
    ///     }
    /// }
    /// </code>
    /// </example>
    protected virtual void TrainStep(StepBatch batch, StepContext step) => Functions.Steps.Train(Given(batch), Given(step));

    /// <summary>Writes one step of evaluation: by default predictions, <see cref="ComputeLoss"/> and <see
    /// cref="ComputeMetrics"/>.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="step">The mode of the calls, and the place of what is reported.</param>
    protected virtual void TestStep(StepBatch batch, StepContext step) => Functions.Steps.Evaluate(Given(batch), Given(step));

    /// <summary>Writes one step of prediction: by default the model's call.</summary>
    /// <param name="batch">The inputs.</param>
    /// <param name="context">The mode of the calls.</param>
    /// <returns>The outputs, each <c>[batch, …]</c>.</returns>
    protected virtual IReadOnlyList<Symbol> PredictStep(StepBatch batch, CallContext context) => ApplyAll(Given(batch).X, context);

    /// <summary>Writes the loss of a batch: by default the compiled one, the losses that layers added, and the penalties of the
    /// weights.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="yPred">The predictions, one for each output.</param>
    /// <param name="step">The context of the step.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="InvalidOperationException">There is no loss of any kind.</exception>
    protected virtual Symbol ComputeLoss(StepBatch batch, IReadOnlyList<Symbol> yPred, StepContext step) =>
        Functions.Steps.Loss(Given(batch), yPred, Given(step));

    /// <summary>Writes how a batch changes the loss of the history and the compiled metrics, and reports all of them.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="yPred">The predictions, one for each output.</param>
    /// <param name="loss">The loss of the batch, reported under <c>loss</c>.</param>
    /// <param name="step">The context of the step.</param>
    protected virtual void ComputeMetrics(StepBatch batch, IReadOnlyList<Symbol> yPred, Symbol loss, StepContext step) =>
        Functions.Steps.Update(Given(batch), yPred, loss, Given(step));

    /// <summary>
    /// Makes an optimizer one of the model's, so that its state is saved with the weights under a name. Without it, an optimizer that a
    /// step uses becomes one when the step is written, under its own name.
    /// </summary>
    /// <typeparam name="T">The optimizer's class.</typeparam>
    /// <param name="name">The name, such as "d_optimizer".</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <returns>The optimizer.</returns>
    /// <exception cref="ArgumentException">Another optimizer has the name.</exception>
    protected T AddOptimizer<T>(string name, T optimizer)
        where T : Optimizer
    {
        Required.Text("AddOptimizer", "a name", name);
        Required.Value("AddOptimizer", "an optimizer", optimizer);
        ownOptimizers.Add(name, optimizer);
        return optimizer;
    }

    /// <summary>The optimizers of custom steps, by name.</summary>
    internal OwnOptimizers OwnOptimizers => ownOptimizers;

    internal void WriteTrainStep(StepBatch batch, StepContext step) => TrainStep(batch, step);

    internal void WriteTestStep(StepBatch batch, StepContext step) => TestStep(batch, step);

    internal IReadOnlyList<Symbol> WritePredictStep(StepBatch batch, CallContext context)
    {
        using TraceContext.Ownership ownership = TraceContext.Current.Begin(HasOwnPrediction ? this : null);
        return PredictStep(batch, context);
    }

    internal Symbol WriteLoss(StepBatch batch, IReadOnlyList<Symbol> yPred, StepContext step) => ComputeLoss(batch, yPred, step);

    internal void WriteMetrics(StepBatch batch, IReadOnlyList<Symbol> yPred, Symbol loss, StepContext step) =>
        ComputeMetrics(batch, yPred, loss, step);

    /// <summary>
    /// Writes a custom step by itself, before the run: layers and optimizers that it uses are known then, and built, and errors are thrown
    /// before anything runs.
    /// </summary>
    /// <param name="spec">The step.</param>
    /// <param name="batchSize">The samples of a batch.</param>
    internal void BuildStep(StepSpec spec, int batchSize)
    {
        if (writtenStep is { } known && known.StepSpec.Equals(spec) && known.Structure.IsThatOf(this))
            return;
        using (Graph graph = new())
        using (TraceContext trace = new(graph))
            Functions.Write(spec, [.. ModelFunctions.Columns(spec, batchSize).Select(c => graph.Placeholder(c.DType, c.Shape, "input"))]);
        ownOptimizers.Restore(Warn);
        WeightInitialization.Run([.. State]);
        writtenStep = (CurrentStructure, spec);
    }

    /// <summary>Whether the class has a loss or metrics of its own.</summary>
    internal bool HasOwnLoss => IsOwn(ComputeLoss) || IsOwn(ComputeMetrics);

    private bool HasOwnPrediction => IsOwn(PredictStep);

    /// <summary>Whether the class writes its computation; a model that has only steps need not.</summary>
    private bool HasOwnCall =>
        IsOwn((Func<Symbol, CallContext, Symbol>)Call)
        || IsOwn((Func<IReadOnlyList<Symbol>, CallContext, IReadOnlyList<Symbol>>)Call)
        || IsOwn((Func<CallArguments<Symbol>, CallContext, IReadOnlyList<Symbol>>)Call);

    // The class that declares what a virtual call leads to.
    private static bool IsOwn(Delegate method) => method.Method.DeclaringType is { } type && type != typeof(Model) && type != typeof(Layer);

    private static T Given<T>(T value)
        where T : class => value ?? throw new ArgumentNullException(typeof(T).Name);
}
