using TensorFlow;

namespace Keras.Callbacks;

/// <summary>
/// Puts the moving averages of the weights in their place while the model is evaluated, validated or used, and the weights back afterwards
/// (keras.callbacks.SwapEMAWeights; Polyak averaging). The optimizer keeps such averages where <c>UseEma</c> is set. Unlike Keras's, which
/// leaves the averages in the model after <c>Predict</c> and swaps wrongly where training stops before its last epoch, it always puts the
/// weights back.
/// </summary>
public sealed class SwapEMAWeights : Callback
{
    private List<(Weight Weight, Tensor Value)>? replaced;

    /// <summary>
    /// Whether the averages are in the model from the end of an epoch to the begin of the next, so that callbacks that come later in the
    /// list, such as <see cref="ModelCheckpoint"/>, see them. Default: false.
    /// </summary>
    public bool SwapOnEpoch { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs) => RequireAverages();

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => PutBack();

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (SwapOnEpoch)
            Replace();
    }

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs) => Replace();

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => PutBack();

    /// <inheritdoc/>
    public override void OnPredictBegin(Logs logs) => Replace();

    /// <inheritdoc/>
    public override void OnPredictEnd(Logs logs) => PutBack();

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Forget();

    // An evaluation may fail or be cancelled.
    internal override void EndRun() => PutBack();

    private static IEnumerable<Optimizer> Averaging(Optimizer optimizer) =>
        optimizer.Inner.SelectMany(Averaging).Concat(optimizer.UseEma ? [optimizer] : []);

    private void Replace()
    {
        if (replaced is not null)
            return;
        RequireAverages();
        replaced = [];
        foreach (Optimizer optimizer in Averaging(Model.Optimizer))
        {
            // Before the first step there are no averages yet.
            if (optimizer.IterationCount == 0)
                continue;
            foreach ((Weight weight, Weight average) in optimizer.Trained.Zip(optimizer.Average))
            {
                replaced.Add((weight, weight.Read()));
                using Tensor value = average.Read();
                weight.Assign(value);
            }
        }
    }

    private void PutBack()
    {
        foreach ((Weight weight, Tensor value) in replaced ?? [])
            weight.Assign(value);
        Forget();
    }

    private void Forget()
    {
        foreach ((_, Tensor value) in replaced ?? [])
            value.Dispose();
        replaced = null;
    }

    private void RequireAverages()
    {
        if (!Averaging(Model.Optimizer).Any())
            throw new InvalidOperationException(
                $"SwapEMAWeights needs an optimizer that keeps moving averages, got {Model.Optimizer.GetType().Name} without them; "
                + "set UseEma.");
    }
}
