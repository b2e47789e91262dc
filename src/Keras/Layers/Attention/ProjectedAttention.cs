using System.Globalization;
using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of attention layers that project queries, keys and values to several heads: softmax(Q Kᵀ / √size) V for each head, joined by
/// an output projection (Vaswani et al., 2017). The masks of query, value and key are applied; the output has that of the query.
/// </summary>
[KerasSerializable]
public abstract partial class ProjectedAttention : Layer
{
    private static readonly string[] Parameters =
    [
        "query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask",
            "return_attention_scores", "training", "use_causal_mask",
    ];

    private static readonly string[] Roles = ["query", "value", "key"];

    private protected ProjectedAttention(double dropout)
    {
        if (dropout is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout,
                string.Create(CultureInfo.InvariantCulture, $"{ClassName}: expected a dropout rate in [0, 1], got {dropout}."));
        DropoutRate = Hyperparameter.Meant(dropout);
    }

    /// <summary>The rate of the dropout on the attention scores.</summary>
    [ConfigArgument("dropout")]
    public double DropoutRate { get; }

    /// <summary>Whether the projections have biases. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>
    /// Whether the attended values are multiplied by a gate, a sigmoid of a projection of the query, before they are joined (gated
    /// attention, arXiv:2505.06708). Default: false.
    /// </summary>
    [ConfigArgument(OmittedAtDefault = true)] // Releases before 3.15 refuse the key.
    public bool UseGate { get; init; }

    /// <summary>The number of positions, its own included, that a target attends to on either side. Default: all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    [ConfigArgument(OmittedAtDefault = true)] // Releases before 3.15 refuse the key.
    public int? SlidingWindow
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"{ClassName}: expected a sliding window of at least 1 position, got {value}.");
    }

    /// <summary>Whether attention uses a fused kernel. TensorFlow has none on any device, so true is refused, as by Keras on TensorFlow.
    /// Default: false.</summary>
    /// <exception cref="NotSupportedException">The value is true.</exception>
    [ConfigIgnore]
    public bool? FlashAttention
    {
        get;
        init => field = value != true ? value : throw new NotSupportedException(
            $"{ClassName}: the TensorFlow runtime has no flash attention; leave FlashAttention at its default.");
    }

    /// <summary>The initializer of the projections' kernels. Default: glorot_uniform.</summary>
    public Initializer KernelInitializer { get; init; } = Initializers.GlorotUniform;

    /// <summary>The initializer of the projections' biases. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = Initializers.Zeros;

    /// <summary>The regularizer of the projections' kernels. Default: none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The regularizer of the projections' biases. Default: none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>The constraint of the projections' kernels. Default: none.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>The constraint of the projections' biases. Default: none.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>The seed of the dropout. Default: one that follows from <see cref="Runtime.Seed"/>.</summary>
    [ConfigArgument(OmittedAtDefault = true)] // Keras 3.3 refuses the key.
    public long? Seed { get; init; }

    /// <inheritdoc/>
    protected internal override LayerWorkload Workload => LayerWorkload.Attention;

    /// <inheritdoc/>
    protected internal override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> CallParameters => Parameters;
}
