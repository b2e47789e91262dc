using Keras.Optimizers;
using TensorFlow;

namespace Keras;

/// <content>Steps.</content>
public abstract partial class Optimizer
{
    private (Symbol Dense, IndexedSlices Rows)? rowsOf;

    /// <summary>
    /// Writes one step into the function of this thread: differentiates a loss by weights and updates them. Several optimizers may take
    /// steps in one function, each for weights of its own; what is computed afterwards reads the updated weights.
    /// </summary>
    /// <param name="loss">The scalar to minimize.</param>
    /// <param name="weights">
    /// The weights to update. The first call creates the optimizer's state for them; later calls may name a subset of these.
    /// </param>
    /// <exception cref="ArgumentException">There are no weights, or the loss belongs to another function.</exception>
    /// <exception cref="ShapeException">The loss is no scalar.</exception>
    /// <exception cref="InvalidOperationException"> The loss depends on none of the weights, no function is being written, or the optimizer
    /// has the state of other weights. </exception>
    /// <exception cref="UnimplementedException"> An operation between has no gradient; the message names it and the layer that wrote it.
    /// </exception>
    public void Minimize(Symbol loss, IReadOnlyList<Weight> weights)
    {
        RequireWeights("Minimize", weights);
        Join(weights);
        Weight[] differentiated =
            [.. InOrder(weights.Where(w => !w.OverwriteWithGradient)), .. weights.Where(w => w.OverwriteWithGradient).Distinct()];
        Apply(StepGradients.Complete(ComputeGradients(loss, differentiated)), differentiated);
    }

    /// <summary>
    /// Gets the gradients of a loss with respect to weights, scaled by the optimizer's loss scale, for <see
    /// cref="Apply(IReadOnlyList{Gradient?}, IReadOnlyList{Weight})"/>.
    /// </summary>
    /// <param name="loss">The scalar to minimize.</param>
    /// <param name="weights">The weights; the optimizer's state is created for them where it was not.</param>
    /// <returns>One gradient for each weight; null where the loss does not depend on it.</returns>
    /// <inheritdoc cref="Minimize"/>
    public Gradient?[] ComputeGradients(Symbol loss, IReadOnlyList<Weight> weights)
    {
        RequireWeights("ComputeGradients", weights);
        if (loss.Graph != TraceContext.Current.Graph && loss.Graph != Graph.Current)
        {
            throw new ArgumentException(
                "Minimize: the loss belongs to another function than the one being written, or to none; compute it in each call of the "
                + "step.",
                nameof(loss));
        }

        if (loss.Rank > 0)
            throw new ShapeException($"Minimize: expected a scalar loss, got {loss.Shape}; take its mean with Ops.Mean, or its sum.");
        Join(weights);
        return WeightGradients.Of(ScaleLoss(loss), weights);
    }

    /// <summary>Writes one step into the function of this thread, with given gradients for some of the weights.</summary>
    /// <param name="gradients">One for each weight; null where there is none.</param>
    /// <param name="weights">
    /// The weights to update. The first call creates the optimizer's state for them; later calls may name a subset of these.
    /// </param>
    /// <exception cref="ArgumentException">There are no weights, or another number of gradients.</exception>
    /// <exception cref="InvalidOperationException"> All gradients are null, no function is being written, or the optimizer has the state of
    /// other weights. </exception>
    public void Apply(IReadOnlyList<Gradient?> gradients, IReadOnlyList<Weight> weights)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        RequireWeights("Apply", weights);
        if (gradients.Count != weights.Count)
            throw new ArgumentException(
                $"Apply: expected one gradient for each of the {weights.Count} weights, got {gradients.Count}.",
                nameof(gradients));
        Join(weights);
        Gradient?[] all = new Gradient?[Trained.Count];
        List<(Weight Weight, Symbol Value)> overwriting = [];
        for (int i = 0; i < weights.Count; i++)
        {
            if (!weights[i].OverwriteWithGradient)
                all[positions[weights[i]]] = gradients[i];
            else if (gradients[i] is { } value)
                overwriting.Add((weights[i], value.ToDense()));
        }

        Overwrite(overwriting);
        if (Array.Exists(all, g => g is not null) || weights.All(w => !w.OverwriteWithGradient))
            WriteStep(all);
    }

    /// <inheritdoc cref="Apply(IReadOnlyList{Gradient?}, IReadOnlyList{Weight})"/>
    public void Apply(IReadOnlyList<Symbol?> gradients, IReadOnlyList<Weight> weights)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Apply(ToGradients(gradients), weights);
    }

    /// <summary>Writes one step into the function of this thread.</summary>
    /// <param name="gradients">One for each of <see cref="Trained"/>; null where there is none.</param>
    public void Apply(IReadOnlyList<Symbol?> gradients) => WriteStep(ToGradients(gradients));

    /// <summary>
    /// Writes one step into the function of this thread. Gradients that are rows are treated as Keras on TensorFlow does. Clipping by norm
    /// or value works on the rows; clipping by the global norm makes a tensor of them. Squares are those of the single rows. <see
    /// cref="SGD"/> without momentum and <see cref="Adagrad"/> change these rows only, of the weight and of the state; <see
    /// cref="Adadelta"/> changes only these rows of the weight; the other optimizers change everything in every step.
    /// </summary>
    /// <param name="gradients">One for each of <see cref="Trained"/>; null where there is none.</param>
    public void Apply(IReadOnlyList<Gradient?> gradients) => WriteStep(gradients);

    /// <summary>Writes the end of training: where averages are kept, they replace the weights.</summary>
    public void FinalizeVariables()
    {
        for (int i = 0; i < Average.Count; i++)
            Trained[i].Assign(Average[i].ToSymbol());
        foreach (Optimizer inner in Inner)
            inner.FinalizeVariables();
    }

    /// <summary>The scaled loss that is differentiated, so that small gradients do not vanish.</summary>
    protected internal virtual Symbol ScaleLoss(Symbol loss) => LossScaleFactor is { } factor ? loss * factor : loss;

    /// <summary>The weight decay of a weight; null for none.</summary>
    protected internal virtual double? DecayOf(Weight weight) => Decays(weight) ? WeightDecay : null;

    /// <summary>Updates weights together, where there is a kernel for that.</summary>
    /// <param name="gradients">Their gradients, tensors of their types.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="rate">The learning rate.</param>
    /// <returns>Whether they were updated.</returns>
    private protected virtual bool UpdateAll(IReadOnlyList<Symbol> gradients, IReadOnlyList<Weight> weights, Symbol rate) => false;

    /// <summary>Updates all weights together whose gradients are tensors, where there is a kernel for that.</summary>
    /// <param name="gradients">One for each of <see cref="Trained"/>.</param>
    /// <returns>Whether the weights of gradients that are tensors were updated.</returns>
    internal bool UpdateAll(IReadOnlyList<Gradient?> gradients)
    {
        int[] given = [.. Enumerable.Range(0, gradients.Count).Where(i => gradients[i] is { Rows: null })];
        return given.Length > 0 && Graph.Current.UsesFusedOps
            && UpdateAll([.. given.Select(i => gradients[i]!.Value.ToDense())], [.. given.Select(i => Trained[i])], Rate);
    }

    internal void Update(Gradient gradient, Weight weight, Symbol rate)
    {
        if (gradient.Rows is { } rows)
        {
            if (TryDefer(rows, weight, rate) || UpdateRows(rows, weight, rate))
                return;
            Symbol dense = gradient.ToDense();
            rowsOf = (dense, rows);
            UpdateStep(dense, weight, rate);
            rowsOf = null;
            return;
        }

        UpdateStep(gradient.ToDense(), weight, rate);
    }

    internal void BeforeUpdates() => BeginStep();

    /// <summary>Clips gradients by the one rule that is set.</summary>
    internal IReadOnlyList<Gradient?> Clip(IReadOnlyList<Gradient?> gradients) => GradientClipping.Apply(this, gradients);

    /// <summary>Writes one step: clipping, decay, updates, averages and constraints. Override for a step of another form.</summary>
    /// <param name="gradients">One for each of <see cref="Trained"/>; null where there is none.</param>
    protected internal virtual void WriteStep(IReadOnlyList<Gradient?> gradients) => OptimizerStep.Write(this, gradients);

    /// <summary>
    /// A function of a gradient's elements; of a gradient that is rows, the sum of the function of each row, as in Keras on TensorFlow.
    /// </summary>
    /// <param name="gradient">The gradient that the update got.</param>
    /// <param name="function">The function.</param>
    protected Symbol OfElements(Symbol gradient, Func<Symbol, Symbol> function) => rowsOf is { } known && known.Dense == gradient
        ? known.Rows.WithValues(function(known.Rows.Values)).ToDense()
        : function(gradient);

    private bool TryDefer(IndexedSlices rows, Weight weight, Symbol rate) =>
        Average.Count == 0 && weight.Constraint is null && TraceContext.Current.TryDefer(
            RowWeights(weight),
            [rows.Values, rows.Indices, rate],
            s => UpdateRows(new(s[0], s[1], ShapeOf(weight, s[2].Graph)), weight, s[2]));

    private static Symbol ShapeOf(Weight weight, Graph graph)
    {
        using Tensor shape = Tensor.Create<long>([.. Enumerable.Range(0, weight.Shape.Rank).Select(i => weight.Shape[i])]);
        return graph.Constant(shape);
    }

    // The model whose step this is has the optimizer from now on.
    private void Join(IReadOnlyList<Weight> weights)
    {
        (TraceContext.Current.Stepping as IOptimizerOwner)?.Meet(this);
        Build(weights);
    }

    private static Gradient?[] ToGradients(IReadOnlyList<Symbol?> gradients) =>
        [.. gradients.Select(g => g is { } gradient ? (Gradient?)gradient : null)];

    // The order of the state, so that the function does not depend on that of the call.
    private Weight[] InOrder(IEnumerable<Weight> weights) => [.. weights.Distinct().OrderBy(w => positions[w])];

    private void RequireWeights(string operation, IReadOnlyList<Weight> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0)
        {
            throw new ArgumentException(
                $"{operation}: the optimizer '{Name}' got no weights to update; "
                + "call the layers before, so that they have weights, and check that they are not frozen.",
                nameof(weights));
        }
    }
}
