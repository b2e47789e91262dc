using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// Low-rank adaptation of one weight of a layer (LoRA; Hu et al., 2021): the weight is frozen, and a product of two small matrices that is
/// added to it is trained instead.
/// </summary>
/// <param name="layer">The layer.</param>
internal sealed class LowRankAdaptation(Layer layer)
{
    private double? alpha;
    private Weight? a;
    private Weight? b;

    /// <summary>The rank: the inner dimension of the product. Default: null, the weight is not adapted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    public int? Rank
    {
        get;
        set => field = value is null ? null : Check(value.Value);
    }

    /// <summary>The numerator of the product's scale, alpha / rank. Default: the rank.</summary>
    public double? Alpha
    {
        get => alpha ?? Rank;
        set => alpha = Hyperparameter.Finite(value, nameof(LoraLayer.LoraAlpha), layer.ClassName);
    }

    /// <summary>Whether the weight is adapted.</summary>
    public bool IsEnabled => a is not null;

    /// <summary>Whether the product of the matrices is 0, because one of them is.</summary>
    public bool IsZero() => a is not null && (IsZero(a) || IsZero(b!));

    /// <summary>Adapts the weight of a layer that is built.</summary>
    /// <param name="adapted">The weight; null before the layer is built.</param>
    /// <param name="rank">The rank: the inner dimension of the product.</param>
    /// <param name="scale">The numerator of the product's scale, alpha. Default: the rank.</param>
    /// <param name="aInitializer">The initializer of the first matrix. Default: he_uniform.</param>
    /// <param name="bInitializer">The initializer of the second matrix. Default: zeros.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The layer is not built, is adapted already, or has a constraint on the
    /// weight.</exception>
    public void Enable(Weight? adapted, int rank, double? scale, Initializer? aInitializer, Initializer? bInitializer) =>
        Enable(adapted is null ? null : LoraTarget.Of(adapted), rank, scale, aInitializer, bInitializer);

    /// <inheritdoc cref="Enable(Weight?, int, double?, Initializer?, Initializer?)"/>
    public void Enable(LoraTarget? adapted, int rank, double? scale, Initializer? aInitializer, Initializer? bInitializer)
    {
        if (!layer.IsBuilt || adapted is null)
            throw new InvalidOperationException(
                $"{layer.ClassName} '{layer.Name}': EnableLora needs a layer that is built; build the model first, or set LoraRank.");
        if (a is not null)
            throw new InvalidOperationException(
                $"{layer.ClassName} '{layer.Name}' has a low-rank adaptation already, of rank {Rank}; it can have one only.");
        _ = Check(rank);
        _ = Hyperparameter.Finite(scale, "alpha", layer.ClassName);
        using Usage usage = layer.Change("EnableLora");
        Add(adapted, rank, aInitializer, bInitializer);
        (Rank, Alpha) = (rank, scale);
        layer.MarkChanged();
    }

    /// <summary>Adapts a weight that was just created, where there is a rank. The last step of a <c>Build</c>.</summary>
    public void Build(Weight adapted) => Build(LoraTarget.Of(adapted));

    /// <inheritdoc cref="Build(Weight)"/>
    public void Build(LoraTarget adapted)
    {
        (a, b) = (null, null);
        if (Rank is { } rank)
            Add(adapted, rank, null, null);
    }

    /// <summary>The weights that files have: the product is a part of the adapted one there, as in Keras.</summary>
    public IReadOnlyList<Weight> Saved(IReadOnlyList<Weight> weights) => a is null ? weights : [.. weights.Where(w => w != a && w != b)];

    /// <summary>The value of a weight as a file has it.</summary>
    public Tensor Read(Weight weight, Weight? adapted)
    {
        if (a is null || weight != adapted)
            return weight.Read();
        using StatefulFunction function = StatefulFunction.Trace(
            "merged", [], _ => [Apply(weight.ToSymbol().Cast(DType.Float32)).Cast(weight.DType)]);
        return function.Run(Array.Empty<Tensor>())[0];
    }

    /// <summary>The weight as the layer computes with it: with the product, if there is one.</summary>
    public Symbol Apply(Symbol weight) => a is null ? weight : weight + Delta().Cast(weight.DType);

    /// <summary>The scaled product of the matrices, which is added to the weight.</summary>
    public Symbol Delta() => Alpha!.Value / Rank!.Value * Ops.MatMul(a!.ToSymbol(), b!.ToSymbol());

    /// <summary>Adds the contribution of the matrices to an output, where the weight itself cannot be changed.</summary>
    /// <param name="output">The output without them.</param>
    /// <param name="first">From the first matrix to its product with the input.</param>
    public Symbol Beside(Symbol output, Func<Symbol, Symbol> first) => a is null ? output
        : output + (Alpha!.Value / Rank!.Value * Ops.MatMul(first(a.ToSymbol()), b!.ToSymbol())).Cast(output.DType);

    /// <summary>Writes the arguments of an adapted layer.</summary>
    public void Write(Config config)
    {
        if (Rank is { } rank)
            config.Set("lora_rank", rank).SetNumber("lora_alpha", Alpha!.Value);
    }

    private static bool IsZero(Weight weight)
    {
        using Tensor value = weight.Read();
        return !value.ToArray<float>().AsSpan().ContainsAnyExcept(0f);
    }

    private int Check(int rank) => rank >= 1
        ? rank
        : throw new ArgumentOutOfRangeException(
            nameof(rank), rank, $"{layer.ClassName} '{layer.Name}': expected a LoRA rank of at least 1, got {rank}.");

    // Keras keeps these in single precision whatever the policy: half precision would lose small updates.
    private void Add(LoraTarget adapted, int rank, Initializer? aInitializer, Initializer? bInitializer)
    {
        if (adapted.Constraint is not null)
            throw new InvalidOperationException(
                $"{layer.ClassName} '{layer.Name}': a low-rank adaptation does not go with a {adapted.Weight.Name} constraint; "
                + "remove the constraint.");
        a = layer.AddWeight($"lora_{adapted.Weight.Name}_a", [.. adapted.Shape[..^1], rank],
            aInitializer ?? Initializers.HeUniform, adapted.Regularizer, dtype: DType.Float32);
        b = layer.AddWeight($"lora_{adapted.Weight.Name}_b", [rank, adapted.Shape[^1]],
            bInitializer ?? Initializers.Zeros, adapted.Regularizer, dtype: DType.Float32);
        string owner = adapted.Weight.Path[..^adapted.Weight.Name.Length];
        foreach (Weight weight in new[] { a, b })
            weight.Path = owner + weight.Name;
        adapted.Weight.Trainable = false;
    }
}
