using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Additive attention (Bahdanau et al., 2015): the scores are Σ scale · tanh(query + key), with a scale learned for each feature. Inputs as
/// of <see cref="Attention"/>.
/// </summary>
/// <param name="useScale">Whether the features have learned scales. Default: true.</param>
/// <param name="dropout">The rate of the dropout on the attention scores, in [0, 1]. Default: 0.</param>
/// <param name="seed">The seed of the dropout. Default: one that follows from <see cref="Runtime.Seed"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
[KerasSerializable(Excluded = [nameof(ScoreMode)])]
public sealed partial class AdditiveAttention(bool useScale = true, double dropout = 0, long? seed = null)
    : Attention(useScale, "dot", dropout, seed)
{
    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        CheckInputs(inputs);
        if (UseScale && inputs[0][^1] < 1)
            throw new ShapeException($"AdditiveAttention '{Name}': expected a query whose number of features is known, got {inputs[0]}.");
        ScaleWeight = UseScale ? AddWeight("scale", [inputs[0][^1]], Initializers.GlorotUniform) : null;
    }

    private protected override Symbol Scores(Symbol query, Symbol key)
    {
        Symbol terms = Ops.Tanh(Ops.Add(Ops.ExpandDims(query, -2), Ops.ExpandDims(key, -3)));
        return Ops.Sum(ScaleWeight is null ? terms : Ops.Multiply(ScaleWeight, terms), -1);
    }
}
