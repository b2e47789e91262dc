using System.Diagnostics;
using TensorFlow;

namespace Keras;

/// <summary>The samples of one step, as symbols of the function being written: what <see cref="Model.TrainStep"/> and its kin get.</summary>
[DebuggerDisplay("{X.Count} inputs, {Y.Count} targets")]
public sealed class StepBatch
{
    internal StepBatch(IReadOnlyList<Symbol> x, IReadOnlyList<Symbol>? y = null, IReadOnlyList<Symbol?>? sampleWeights = null)
    {
        X = x;
        Y = y ?? [];
        SampleWeights = sampleWeights ?? [];
    }

    /// <summary>The inputs, each <c>[batch, …]</c>.</summary>
    public IReadOnlyList<Symbol> X { get; }

    /// <summary>The targets, each <c>[batch, …]</c>; none where the data have none.</summary>
    public IReadOnlyList<Symbol> Y { get; }

    /// <summary>The sample weights, <c>[batch]</c>, one for each target; null where a sample counts as one. None where the data have none.</summary>
    public IReadOnlyList<Symbol?> SampleWeights { get; }

    /// <summary>The sample weights of the only target; null where each sample counts as one.</summary>
    public Symbol? SampleWeight => SampleWeights is [{ } only, ..] ? only : null;

    /// <summary>
    /// The number of samples: a number in a loop over full batches, else an int32 scalar. Goes into a shape, as in
    /// <c>random.Next().Normal([batch.Size, latent])</c>, and converts to a <see cref="Symbol"/>.
    /// </summary>
    public Dimension Size => X[0].Shape is { Rank: > 0 } shape && shape[0] >= 0 ? shape[0] : Ops.Shape(X[0], 0);
}
