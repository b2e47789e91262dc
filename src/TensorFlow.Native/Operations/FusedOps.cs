using TensorFlow.Kernels;
using TensorFlow.Kernels.Attention;
using TensorFlow.Kernels.Dense;
using TensorFlow.Kernels.Elementwise;
using TensorFlow.Kernels.Normalizations;

namespace TensorFlow;

/// <summary>
/// Whole layers as operations with kernels of this library, which take less time than the operations of which they consist. They exist for
/// float32 on processors with AVX-512, in graphs that want them (<see cref="Graph.UsesFusedOps"/>), and have first gradients only; a graph
/// with them runs in no other program. Each method returns null where the layer is to be written with ordinary operations.
/// </summary>
public static partial class FusedOps
{
    /// <summary>The most elements of a kernel of a dense layer; larger ones do not stay in a processor's cache.</summary>
    public const int MostKernelElements = 256 * 256;

    /// <summary>The number of elements of a vector, of which lengths are multiples.</summary>
    public const int Lanes = 16;

    /// <summary>
    /// Whether this machine has what the kernels are written for, and they are not switched off (<see
    /// cref="RuntimeOptions.UseOwnKernels"/>).
    /// </summary>
    public static bool AreSupported => KernelSupport.IsGiven;

    /// <summary>A dense layer: <c>x · kernel + bias</c>, and max(0, …) of it where it is rectified.</summary>
    /// <param name="x">The inputs, <c>[…, inputs]</c>; <c>[…, a, b]</c> where two axes are summed over.</param>
    /// <param name="kernel">The kernel, <c>[inputs, …]</c>, of at most 65,536 elements; units are a multiple of 16.</param>
    /// <param name="bias">The bias, of the shape of the units; null for none.</param>
    /// <param name="rectifies">Whether a rectifier follows.</param>
    /// <param name="contracted">The number of axes that are summed over, 1 (default) or 2.</param>
    /// <returns>The outputs; null where there is no kernel for it.</returns>
    public static Symbol? Dense(Symbol x, Symbol kernel, Symbol? bias, bool rectifies, int contracted = 1)
    {
        Shape units = kernel.Rank > contracted ? kernel.Shape[contracted..] : Shape.Scalar;
        if (!IsWanted(x, kernel) || contracted is not (1 or 2) || x.Rank <= contracted || kernel.Rank <= contracted
            || kernel.Shape.ElementCount is not (> 0 and <= MostKernelElements) || units.ElementCount % Lanes != 0
            || !x.Shape[^contracted..].Equals(kernel.Shape[..contracted])
            || (bias is { } given && (given.DType != DType.Float32 || !given.Shape.Equals(units))))
            return null;
        Symbol[] added = bias is { } summand ? [summand] : [];
        return OperationBuilder.Create(DenseKernels.Forward).Input(x).Input(kernel).Input(added.AsSpan())
            .Attribute(DenseKernels.Contracted, contracted - 1L).Attribute(DenseKernels.Biases, (long)added.Length)
            .Attribute(DenseKernels.Rectifies, rectifies ? 1L : 0L).Attribute(DenseKernels.Inputs, 0L)
            .Build()[0].WithShape([.. x.Shape[..^contracted], .. units]);
    }

    /// <summary>Layer normalization along the last axis: <c>(x - mean) / √(variance + ε) · gamma + beta</c>.</summary>
    /// <param name="x">The inputs, <c>[…, length]</c>; the length is a multiple of 16.</param>
    /// <param name="gamma">The factor, <c>[length]</c>.</param>
    /// <param name="beta">The offset, <c>[length]</c>.</param>
    /// <param name="epsilon">The ε, more than 0.</param>
    /// <returns>The outputs; null where there is no kernel for it.</returns>
    public static Symbol? LayerNormalization(Symbol x, Symbol gamma, Symbol beta, float epsilon) =>
        IsWanted(x, gamma, beta) && x.Rank > 1 && x.Shape[^1] > 0 && x.Shape[^1] % Lanes == 0 && epsilon > 0
            && gamma.Shape.Equals(x.Shape[^1..]) && beta.Shape.Equals(x.Shape[^1..])
            ? OperationBuilder.Create(LayerNormalizationKernels.Forward).Input(x).Input(gamma).Input(beta)
                .Attribute(LayerNormalizationKernels.Epsilon, epsilon)
                .Build()[0].WithShape(x.Shape)
            : null;

    /// <summary>Scaled dot-product attention: <c>softmax(scale · Q Kᵀ) V</c> for each head.</summary>
    /// <param name="query">The queries, <c>[batch, targets, heads, size]</c>; the size is a multiple of 16.</param>
    /// <param name="key">The keys, <c>[batch, sources, heads, size]</c>.</param>
    /// <param name="value">The values, <c>[batch, sources, heads, value size]</c>; the size is a multiple of 16.</param>
    /// <param name="scale">The factor of the scores.</param>
    /// <param name="isCausal">Whether targets look at sources up to their own position only.</param>
    /// <returns>The attention output, <c>[batch, targets, heads, value size]</c>; null where there is no kernel for it.</returns>
    public static Symbol? Attention(Symbol query, Symbol key, Symbol value, float scale, bool isCausal)
    {
        if (!IsWanted(query, key, value) || query.Rank != 4 || key.Rank != 4 || value.Rank != 4 || !HasLanes(query) || !HasLanes(value)
            || query.Shape[3] != key.Shape[3] || query.Shape[2] != key.Shape[2] || key.Shape[2] != value.Shape[2]
            || query.Shape[2] < 1 || !key.Shape[..2].IsCompatibleWith(value.Shape[..2]))
            return null;
        return OperationBuilder.Create(AttentionKernels.Forward).Input(query).Input(key).Input(value)
            .Attribute(AttentionKernels.Scale, scale).Attribute(AttentionKernels.Causal, isCausal ? 1L : 0L)
            .Build()[0].WithShape([.. query.Shape[..3], value.Shape[3]]);

        static bool HasLanes(Symbol heads) => heads.Shape[3] > 0 && heads.Shape[3] % Lanes == 0;
    }

    /// <summary>The sum of tensors of one shape; null where there is no kernel for it.</summary>
    internal static Symbol? Sum(Symbol[] summands) => summands.Length > 1 && IsWanted(summands[0], summands)
        && summands.All(s => s.Shape.IsFullyKnown && s.Shape.Equals(summands[0].Shape))
        ? OperationBuilder.Create(SumKernel.Sum).Input(summands.AsSpan()).Build()[0].WithShape(summands[0].Shape) : null;

    private static bool IsWanted(Symbol x, params ReadOnlySpan<Symbol> others)
    {
        foreach (Symbol other in others)
        {
            if (other.DType != DType.Float32)
                return false;
        }

        if (x.DType != DType.Float32 || x.Graph is not { UsesFusedOps: true, IsCompiled: false } || !AreSupported)
            return false;
        Register();
        return true;
    }

    private static void Register()
    {
        DenseKernels.Register();
        LayerNormalizationKernels.Register();
        AttentionKernels.Register();
        SumKernel.Register();
        AdamKernel.Register();
    }
}
