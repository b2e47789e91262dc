using TensorFlow;

namespace Keras.Layers;

/// <summary>Repeats each sample: <c>[batch, features]</c> becomes <c>[batch, n, features]</c>.</summary>
/// <param name="n">The number of repetitions.</param>
[KerasSerializable]
public sealed partial class RepeatVector(int n) : Layer
{
    /// <summary>The number of repetitions.</summary>
    public int N { get; } = n >= 1 ? n
        : throw new ArgumentOutOfRangeException(nameof(n), n, $"RepeatVector: expected at least 1 repetition, got {n}.");

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context) => x.Rank == 2
        ? RawOps.Tile(Ops.ExpandDims(x, 1), x.Graph.Constant([1, N, 1]))
        : throw new ShapeException($"RepeatVector '{Name}': expected an input of 2 axes, got {x.Shape}; add Flatten before it.");
}
