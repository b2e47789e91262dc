using System.Diagnostics;
using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <summary>The samples of one step, as symbols of the function being written: what <see cref="Model.TrainStep"/> and its kin
/// get.</summary>
[DebuggerDisplay("{X.Count} inputs, {Y.Count} targets")]
public sealed class StepBatch
{
    private readonly BatchSymbols symbols;

    internal StepBatch(BatchSymbols symbols)
    {
        this.symbols = symbols;
        Y = [.. symbols.Y.OfType<Symbol>()];
        SampleWeights = symbols.SampleWeight.Length == 0 ? []
            : [.. Enumerable.Range(0, symbols.Y.Length).Where(i => symbols.Y[i] is not null).Select(symbols.WeightOf)];
    }

    /// <summary>The inputs, each <c>[batch, …]</c>, in the order of the model's.</summary>
    public IReadOnlyList<Symbol> X => symbols.X;

    /// <summary>The targets, each <c>[batch, …]</c>, in the order of the model's outputs without those that have none; none where the data
    /// have none.</summary>
    public IReadOnlyList<Symbol> Y { get; }

    /// <summary>The sample weights, <c>[batch]</c>, one for each target; null where a sample counts as one. None where the data have
    /// none.</summary>
    public IReadOnlyList<Symbol?> SampleWeights { get; }

    /// <summary>The sample weights of the only target; null where each sample counts as one.</summary>
    public Symbol? SampleWeight => SampleWeights is [{ } only, ..] ? only : null;

    /// <summary>
    /// The number of samples: a number in a loop over full batches, else an int32 scalar. Goes into a shape, as in
    /// <c>random.Next().Normal([batch.Size, latent])</c>, and converts to a <see cref="Symbol"/>.
    /// </summary>
    public Dimension Size => X[0].Shape is { Rank: > 0 } shape && shape[0] >= 0 ? shape[0] : Ops.Shape(X[0], 0);

    /// <summary>The number of targets, counting outputs that have none.</summary>
    internal int TargetCount => symbols.Y.Length;

    /// <summary>The target of an output; null where it has none.</summary>
    internal Symbol? TargetOf(int output) => symbols.TargetOf(output);

    /// <summary>The weights of an output's samples; null for 1.</summary>
    internal Symbol? WeightOf(int output) => symbols.WeightOf(output);
}
