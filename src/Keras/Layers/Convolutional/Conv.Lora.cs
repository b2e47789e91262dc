using TensorFlow;

namespace Keras.Layers;

/// <content>Low-rank adaptation: a frozen kernel and a small product that is trained beside it (Hu et al., 2021).</content>
public abstract partial class Conv
{
    private int? loraRank;
    private double? loraAlpha;
    private Weight? loraA;
    private Weight? loraB;

    /// <summary>The inner length of the two matrices whose product is added to the kernel, which is frozen then. Default: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    public int? LoraRank
    {
        get => loraRank;
        init => loraRank = value is { } rank ? Positive(rank, "a LoRA rank") : null;
    }

    /// <summary>The product is scaled by this number divided by <see cref="LoraRank"/>. Default: the rank.</summary>
    public double? LoraAlpha
    {
        get => loraAlpha ?? loraRank;
        init => loraAlpha = value is { } alpha ? Hyperparameter.Meant(alpha) : null;
    }

    /// <summary>
    /// Freezes the kernel and adds a product of two small matrices to it, which are trained instead. A model that was trained before has to
    /// be compiled anew
    /// with a new optimizer before it trains on.
    /// </summary>
    /// <param name="rank">The inner length of the matrices.</param>
    /// <param name="alpha">The product is scaled by this number divided by the rank. Default: the rank.</param>
    /// <param name="aInitializer">The initializer of the first matrix. Default: he_uniform.</param>
    /// <param name="bInitializer">The initializer of the second matrix. Default: zeros, so that nothing changes at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The layer is not built, has a kernel constraint, has such matrices already, or is in a model that is being trained or evaluated.
    /// </exception>
    public void EnableLora(int rank, double? alpha = null, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        if (!IsBuilt)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}': EnableLora needs a layer that is built; build the model first, or set LoraRank.");
        if (loraA is not null)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' has a low-rank adaptation already, of rank {loraRank}; it can have one only.");
        _ = Positive(rank, nameof(rank));
        using Usage usage = Change("EnableLora");
        AddLora(rank, aInitializer, bInitializer);
        (loraRank, loraAlpha) = (rank, alpha is { } given ? Hyperparameter.Meant(given) : null);
        MarkChanged();
    }

    /// <summary>
    /// The kernel and the bias: the product is a part of the kernel in files, as Keras has it, and begins anew when they are read.
    /// </summary>
    protected internal override IReadOnlyList<Weight> SavedWeights =>
        loraA is null ? OwnWeights : [.. OwnWeights.Where(w => w != loraA && w != loraB)];

    /// <inheritdoc/>
    protected internal override Tensor ReadSaved(Weight weight)
    {
        if (loraA is null || weight != Kernel)
            return weight.Read();
        using StatefulFunction function = StatefulFunction.Trace(
            "merged_kernel", [], _ => [Merged(Kernel.ToSymbol().Cast(DType.Float32)).Cast(Kernel.DType)]);
        return function.Run(Array.Empty<Tensor>())[0];
    }

    private void BuildLora()
    {
        (loraA, loraB) = (null, null);
        if (loraRank is { } rank)
            AddLora(rank);
    }

    // Keras keeps these in single precision whatever the policy: half precision would lose small updates.
    private void AddLora(int rank, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        if (KernelConstraint is not null)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}': a low-rank adaptation does not go with a kernel constraint; remove KernelConstraint.");
        string owner = Kernel.Path[..^Kernel.Name.Length];
        loraA = AddWeight("lora_kernel_a", [.. Kernel.Shape[..^1], rank],
            aInitializer ?? Initializers.HeUniform, KernelRegularizer, dtype: DType.Float32);
        loraB = AddWeight("lora_kernel_b", [rank, Filters], bInitializer ?? Initializers.Zeros, KernelRegularizer, dtype: DType.Float32);
        foreach (Weight weight in new[] { loraA, loraB })
            weight.Path = owner + weight.Name;
        Kernel.Trainable = false;
    }

    private Symbol EffectiveKernel() => loraA is null ? Kernel : Merged(Kernel);

    private Symbol Merged(Symbol kernel) => kernel + (LoraAlpha!.Value / loraRank!.Value * Ops.MatMul(loraA!, loraB!)).Cast(kernel.DType);

    private void WriteLora(Config config)
    {
        if (loraRank is { } rank)
            config.Set("lora_rank", rank).SetNumber("lora_alpha", LoraAlpha!.Value);
    }
}
