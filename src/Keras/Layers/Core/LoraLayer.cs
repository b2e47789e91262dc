using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of the layers that know low-rank adaptation: a frozen weight, and a product of two small matrices that is trained beside it (Hu
/// and others, 2021).
/// </summary>
public abstract class LoraLayer : Layer
{
    private int? loraRank;
    private double? loraAlpha;
    private Weight? loraA;
    private Weight? loraB;

    private protected LoraLayer()
    {
    }

    /// <summary>
    /// The inner axis of the two matrices whose product is added to the weight, which is not trained then. Default: no such matrices.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? LoraRank
    {
        get => loraRank;
        init => loraRank = CheckRank(value);
    }

    /// <summary>The factor of the product, times <see cref="LoraRank"/>. Default: that rank, so that the factor is 1.</summary>
    public double? LoraAlpha
    {
        get => loraAlpha ?? loraRank;
        init => loraAlpha = value is { } alpha ? Hyperparameter.Meant(alpha) : null;
    }

    /// <summary>The weight that the product is added to; null before the layer is built.</summary>
    private protected abstract Weight? AdaptedWeight { get; }

    /// <summary>
    /// Freezes the weight and adds a product of two small matrices to it, which are trained instead. A model that was trained before has to
    /// be compiled anew with a new optimizer before it trains on.
    /// </summary>
    /// <param name="rank">The inner axis of the matrices.</param>
    /// <param name="alpha">The factor of the product, times the rank. Default: the rank, so that the factor is 1.</param>
    /// <param name="aInitializer">The initializer of the first matrix. Default: he_uniform.</param>
    /// <param name="bInitializer">The initializer of the second matrix. Default: zeros, so that nothing changes at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The layer is not built, has a constraint on the weight, has such matrices already, or is in a model that is being trained or
    /// evaluated.
    /// </exception>
    public void EnableLora(int rank, double? alpha = null, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        if (!IsBuilt)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}': EnableLora needs a layer that is built; build the model first, or set LoraRank.");
        if (loraA is not null)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' has a low-rank adaptation already, of rank {loraRank}; it can have one only.");
        int checkedRank = CheckRank(rank)!.Value;
        using Usage usage = Change("EnableLora");
        AddLora(checkedRank, aInitializer, bInitializer);
        (loraRank, loraAlpha) = (checkedRank, alpha is { } given ? Hyperparameter.Meant(given) : null);
        MarkChanged();
    }

    /// <summary>The product is a part of the weight in files, as in Keras, and begins anew when they are read.</summary>
    protected internal override IReadOnlyList<Weight> SavedWeights =>
        loraA is null ? OwnWeights : [.. OwnWeights.Where(w => w != loraA && w != loraB)];

    /// <inheritdoc/>
    protected internal override Tensor ReadSaved(Weight weight)
    {
        if (weight != AdaptedWeight || loraA is null)
            return weight.Read();
        using StatefulFunction function =
            StatefulFunction.Trace("merged", [], _ => [(weight.ToSymbol().Cast(DType.Float32) + Product()).Cast(weight.DType)]);
        return function.Run(Array.Empty<Tensor>())[0];
    }

    /// <summary>Adds the matrices to a weight that was just created, where the layer has a rank. The last step of a <c>Build</c>.</summary>
    private protected void BuildLora()
    {
        (loraA, loraB) = (null, null);
        if (loraRank is { } rank)
            AddLora(rank);
    }

    /// <summary>The weight as the layer computes with it: with the product, if there is one.</summary>
    private protected Symbol Adapted() => loraA is null ? AdaptedWeight!.ToSymbol() : AdaptedWeight!.ToSymbol() + Product();

    private protected void WriteLora(Config config)
    {
        if (loraRank is { } rank)
            config.Set("lora_rank", rank).SetNumber("lora_alpha", LoraAlpha!.Value);
    }

    private int? CheckRank(int? rank) => rank is null or >= 1
        ? rank
        : throw new ArgumentOutOfRangeException(nameof(rank), rank, $"{ClassName} '{Name}': expected a rank of at least 1, got {rank}.");

    private Symbol Product() => LoraAlpha!.Value / loraRank!.Value * Ops.MatMul(loraA!.ToSymbol(), loraB!.ToSymbol());

    // Keras keeps these in single precision whatever the policy: half precision would lose small updates.
    private void AddLora(int rank, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        Weight adapted = AdaptedWeight!;
        if (adapted.Constraint is not null)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}': a low-rank adaptation does not go with a constraint on '{adapted.Name}'; remove the constraint.");
        loraA = AddWeight($"lora_{adapted.Name}_a", [.. adapted.Shape[..^1], rank],
            aInitializer ?? Initializers.HeUniform, adapted.Regularizer, dtype: DType.Float32);
        loraB = AddWeight($"lora_{adapted.Name}_b", [rank, adapted.Shape[^1]],
            bInitializer ?? Initializers.Zeros, adapted.Regularizer, dtype: DType.Float32);
        string owner = adapted.Path[..^adapted.Name.Length];
        foreach (Weight weight in new[] { loraA, loraB })
            weight.Path = owner + weight.Name;
        adapted.Trainable = false;
    }
}
