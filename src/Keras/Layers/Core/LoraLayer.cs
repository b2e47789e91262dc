using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the layers that know low-rank adaptation: a frozen weight, and a product of two small matrices that is trained beside it (Hu
/// et al., 2021).
/// </summary>
public abstract class LoraLayer : Layer
{
    private readonly LowRankAdaptation lora;

    private protected LoraLayer() => lora = new(this);

    /// <summary>The inner length of the two matrices whose product is added to the weight, which is frozen then. Default: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    public int? LoraRank
    {
        get => lora.Rank;
        init => lora.Rank = value;
    }

    /// <summary>The product is scaled by this number divided by <see cref="LoraRank"/>. Default: the rank.</summary>
    public double? LoraAlpha
    {
        get => lora.Alpha;
        init => lora.Alpha = value;
    }

    /// <summary>The weight that the product is added to; null before the layer is built.</summary>
    private protected abstract Weight? AdaptedWeight { get; }

    /// <summary>
    /// Freezes the weight and adds a product of two small matrices to it, which are trained instead. A model that was trained before has to
    /// be compiled anew with a new optimizer before it trains on.
    /// </summary>
    /// <param name="rank">The inner length of the matrices.</param>
    /// <param name="alpha">The product is scaled by this number divided by the rank. Default: the rank.</param>
    /// <param name="aInitializer">The initializer of the first matrix. Default: he_uniform.</param>
    /// <param name="bInitializer">The initializer of the second matrix. Default: zeros, so that nothing changes at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The layer is not built, has a constraint on the weight, has such matrices already, or is in a model that is being trained or
    /// evaluated.
    /// </exception>
    public void EnableLora(int rank, double? alpha = null, Initializer? aInitializer = null, Initializer? bInitializer = null) =>
        lora.Enable(AdaptedWeight, rank, alpha, aInitializer, bInitializer);

    /// <summary>The product is a part of the weight in files, as in Keras, and begins anew when they are read.</summary>
    protected internal override IReadOnlyList<Weight> SavedWeights => lora.Saved(OwnWeights);

    /// <inheritdoc/>
    protected internal override Tensor ReadSaved(Weight weight) => lora.Read(weight, AdaptedWeight);

    /// <summary>Adds the matrices to a weight that was just created, where the layer has a rank. The last step of a <c>Build</c>.</summary>
    private protected void BuildLora() => lora.Build(AdaptedWeight!);

    /// <summary>The weight as the layer computes with it: with the product, if there is one.</summary>
    private protected Symbol Adapted() => lora.Apply(AdaptedWeight!.ToSymbol());

    private protected void WriteLora(Config config) => lora.Write(config);
}
