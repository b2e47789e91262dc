using System.Diagnostics;
using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <summary>The batch of one step, as symbols of the function being written: the argument of <see cref="Model.TrainStep"/>, <see
/// cref="Model.TestStep"/> and <see cref="Model.PredictStep"/>.</summary>
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

    /// <summary>The inputs, each <c>[batch, …]</c>, in the order of the model's inputs.</summary>
    public IReadOnlyList<Symbol> X => symbols.X;

    /// <summary>The targets, each <c>[batch, …]</c>, in the order of the model's outputs, leaving out outputs without targets; empty if
    /// the data have no targets.</summary>
    public IReadOnlyList<Symbol> Y { get; }

    /// <summary>The sample weights, <c>[batch]</c>, one for each target, null for weights of 1; empty if the data have no sample
    /// weights.</summary>
    public IReadOnlyList<Symbol?> SampleWeights { get; }

    /// <summary>The sample weights of the first target; null for weights of 1.</summary>
    public Symbol? SampleWeight => SampleWeights is [{ } only, ..] ? only : null;

    /// <summary>
    /// The number of samples: a constant in a loop over full batches, otherwise an int32 scalar. It can be a dimension of a shape, as in
    /// <c>random.Next().Normal([batch.Size, latent])</c>, and converts to a <see cref="Symbol"/>.
    /// </summary>
    public Dimension Size => X[0].Shape is { Rank: > 0 } shape && shape[0] >= 0 ? shape[0] : Ops.Shape(X[0], 0);

    /// <summary>The number of targets, including those of outputs without targets, which are null.</summary>
    internal int TargetCount => symbols.Y.Length;

    /// <summary>The target of an output; null if it has none.</summary>
    internal Symbol? TargetOf(int output) => symbols.TargetOf(output);

    /// <summary>The sample weights of an output; null for weights of 1.</summary>
    internal Symbol? WeightOf(int output) => symbols.WeightOf(output);
}
