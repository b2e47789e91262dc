using TensorFlow;

namespace Keras.Layers;

/// <content>Low-rank adaptation: a frozen kernel and a small product that is trained beside it (Hu and others, 2021).</content>
public sealed partial class Dense
{
    private int? loraRank;
    private double? loraAlpha;
    private Weight? loraA;
    private Weight? loraB;

    /// <summary>
    /// The inner axis of the two matrices whose product is added to the kernel, which is not trained then; null (default) for no such matrices.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? LoraRank
    {
        get => loraRank;
        init => loraRank = CheckRank(value);
    }

    /// <summary>What the product is multiplied by, times <see cref="LoraRank"/>; that rank by default, so that the factor is 1.</summary>
    public double? LoraAlpha
    {
        get => loraAlpha ?? loraRank;
        init => loraAlpha = value is { } alpha ? Hyperparameter.Meant(alpha) : null;
    }

    /// <summary>
    /// Freezes the kernel and adds a product of two small matrices to it, which are trained instead. A model that was trained before has to be compiled anew
    /// with a new optimizer before it trains on.
    /// </summary>
    /// <param name="rank">The inner axis of the matrices.</param>
    /// <param name="alpha">What the product is multiplied by, times the rank; the rank by default, so that the factor is 1.</param>
    /// <param name="aInitializer">Where the first matrix's first values come from; he_uniform by default.</param>
    /// <param name="bInitializer">Where the second's come from; zeros by default, so that nothing changes at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The layer is not built, has a kernel constraint, has such matrices already, or is in a model that is being trained or evaluated.
    /// </exception>
    public void EnableLora(int rank, double? alpha = null, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        if (!IsBuilt)
            throw new InvalidOperationException($"Dense '{Name}': EnableLora needs a layer that is built; build the model first, or set LoraRank.");
        if (loraA is not null)
            throw new InvalidOperationException($"Dense '{Name}' has a low-rank adaptation already, of rank {loraRank}; it can have one only.");
        int checkedRank = CheckRank(rank)!.Value;
        using Usage usage = Change("EnableLora");
        AddLora(checkedRank, aInitializer, bInitializer);
        (loraRank, loraAlpha) = (checkedRank, alpha is { } given ? Hyperparameter.Meant(given) : null);
        MarkChanged();
    }

    /// <summary>The kernel and the bias: the product is a part of the kernel in files, as Keras has it, and begins anew when they are read.</summary>
    internal override IReadOnlyList<Weight> SavedWeights => loraA is null ? OwnWeights : [.. OwnWeights.Where(w => w != loraA && w != loraB)];

    internal override Tensor ReadSaved(Weight weight)
    {
        if (weight != kernel || loraA is null)
            return weight.Read();
        using StatefulFunction function = StatefulFunction.Trace("merged_kernel", [], _ => [MergedKernel()]);
        return function.Run(Array.Empty<Tensor>())[0];
    }

    private int? CheckRank(int? rank) => rank is null or >= 1
        ? rank
        : throw new ArgumentOutOfRangeException(nameof(rank), rank, $"Dense '{Name}': expected a rank of at least 1, got {rank}.");

    // Keras keeps these in single precision whatever the policy: half precision would lose small updates.
    private void AddLora(int rank, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        if (KernelConstraint is not null)
            throw new InvalidOperationException($"Dense '{Name}': a low-rank adaptation does not go with a kernel constraint; remove KernelConstraint.");
        string owner = kernel!.Path[..^kernel.Name.Length];
        loraA = AddWeight("lora_kernel_a", [kernel.Shape[0], rank], aInitializer ?? Initializers.HeUniform, KernelRegularizer, dtype: DType.Float32);
        loraB = AddWeight("lora_kernel_b", [rank, Units], bInitializer ?? Initializers.Zeros, KernelRegularizer, dtype: DType.Float32);
        foreach (Weight weight in new[] { loraA, loraB })
            weight.Path = owner + weight.Name;
        kernel.Trainable = false;
    }

    private Symbol EffectiveKernel() => loraA is null || loraB is null
        ? kernel!.ToSymbol()
        : kernel!.ToSymbol() + (LoraAlpha!.Value / loraRank!.Value * loraA.ToSymbol().MatMul(loraB));

    private Symbol MergedKernel() =>
        (kernel!.ToSymbol().Cast(DType.Float32) + (LoraAlpha!.Value / loraRank!.Value * loraA!.ToSymbol().MatMul(loraB!))).Cast(kernel.DType);

    private void WriteLora(Config config)
    {
        if (loraRank is not { } rank)
            return;
        config.Set("lora_rank", rank);
        double alpha = LoraAlpha!.Value;
        _ = alpha == Math.Floor(alpha) ? config.Set("lora_alpha", (long)alpha) : config.Set("lora_alpha", alpha);
    }
}
