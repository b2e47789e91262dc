namespace TensorFlow.Kernels.Attention;

/// <summary>What attention takes, or the gradients of it.</summary>
internal readonly unsafe struct AttentionOperands
{
    /// <summary>The sizes.</summary>
    public required AttentionHeads Heads { get; init; }

    /// <summary>The queries, <c>[batch, targets, heads, size]</c>.</summary>
    public required float* Q { get; init; }

    /// <summary>The keys, <c>[batch, sources, heads, size]</c>.</summary>
    public required float* K { get; init; }

    /// <summary>The values, <c>[batch, sources, heads, value size]</c>.</summary>
    public required float* V { get; init; }

    /// <summary>The weights of the values, <c>[batch, heads, sources, padded targets]</c>.</summary>
    public float* Weights { get; init; }

    /// <summary>The factor of the scores.</summary>
    public float Scale { get; init; }

    /// <summary>Whether targets look at sources up to their own position only.</summary>
    public bool IsCausal { get; init; }

    /// <summary>The queries of a head.</summary>
    public MatrixView QueriesOf(int sample, int head) => Of(Q, sample, Heads.Targets, head, Heads.Size);

    /// <summary>The keys of a head.</summary>
    public MatrixView KeysOf(int sample, int head) => Of(K, sample, Heads.Sources, head, Heads.Size);

    /// <summary>The values of a head.</summary>
    public MatrixView ValuesOf(int sample, int head) => Of(V, sample, Heads.Sources, head, Heads.ValueSize);

    /// <summary>The attention output of a head.</summary>
    public MatrixView AttendedOf(float* attended, int sample, int head) => Of(attended, sample, Heads.Targets, head, Heads.ValueSize);

    /// <summary>The weights of a head, a row for each source.</summary>
    public MatrixView WeightsOf(int sample, int head) =>
        new(Weights + ((((nint)sample * Heads.Heads) + head) * Heads.Sources * Heads.PaddedTargets), Heads.PaddedTargets);

    private MatrixView Of(float* elements, int sample, int rows, int head, int size) =>
        new(elements + ((((nint)sample * rows * Heads.Heads) + head) * size), (nint)Heads.Heads * size);
}
