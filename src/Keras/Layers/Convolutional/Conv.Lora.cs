using TensorFlow;

namespace Keras.Layers;

/// <content>Low-rank adaptation of the kernel.</content>
public abstract partial class Conv
{
    private readonly LowRankAdaptation lora;

    /// <inheritdoc cref="LoraLayer.LoraRank"/>
    [ConfigArgument(Writer = nameof(WriteLora))]
    public int? LoraRank
    {
        get => lora.Rank;
        init => lora.Rank = value;
    }

    /// <inheritdoc cref="LoraLayer.LoraAlpha"/>
    [ConfigArgument(Writer = "")]
    public double? LoraAlpha
    {
        get => lora.Alpha;
        init => lora.Alpha = value;
    }

    /// <inheritdoc cref="LoraLayer.EnableLora"/>
    public void EnableLora(int rank, double? alpha = null, Initializer? aInitializer = null, Initializer? bInitializer = null) =>
        lora.Enable(IsBuilt ? Kernel : null, rank, alpha, aInitializer, bInitializer);

    private protected void WriteLora(Config config) => lora.Write(config);

    /// <summary>
    /// The kernel and the bias: the product is a part of the kernel in files, as Keras has it, and begins anew when they are read.
    /// </summary>
    protected internal override IReadOnlyList<Weight> SavedWeights => lora.Saved(OwnWeights);

    /// <inheritdoc/>
    protected internal override Tensor ReadSaved(Weight weight) => lora.Read(weight, Kernel);
}
