using System.Runtime.InteropServices;

namespace TensorFlow.Kernels.Attention;

/// <summary>The ops of scaled dot-product attention: for heads of float32 whose sizes are multiples of 16.</summary>
internal static unsafe class AttentionKernels
{
    /// <summary>From queries, keys and values to the attention output and weights.</summary>
    public const string Forward = "FusedAttention";

    /// <summary>From queries, keys, values, weights and the gradients of the output to the gradients.</summary>
    public const string Gradient = "FusedAttentionGrad";

    /// <summary>The factor of the scores.</summary>
    public const string Scale = "scale";

    /// <summary>1 where targets look at sources up to their own position only, else 0.</summary>
    public const string Causal = "causal";

    private const nint IsCausal = 2;

    /// <summary>Makes the ops known to the runtime.</summary>
    public static void Register()
    {
        string[] attributes = [$"{Scale}: float", $"{Causal}: int"];
        KernelRegistry.Register(
            Forward, ["query: float", "key: float", "value: float"], attributes, ["attended: float", "weights: float"],
            &Create, &ComputeForward);
        KernelRegistry.Register(
            Gradient, ["query: float", "key: float", "value: float", "weights: float", "gradient: float"], attributes,
            ["dquery: float", "dkey: float", "dvalue: float"], &Create, &ComputeGradient);
    }

    [UnmanagedCallersOnly]
    private static nint Create(nint construction) =>
        KernelRegistry.UpperHalfOf(construction, Scale) | KernelRegistry.IsKernel
        | KernelRegistry.FlagOf(construction, Causal, IsCausal);

    [UnmanagedCallersOnly]
    private static void ComputeForward(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor q = c.Input(0), k = c.Input(1), v = c.Input(2);
        AttentionHeads h = HeadsOf(q, k, v);
        using KernelTensor attended = c.Output(0, h.Batch, h.Targets, h.Heads, h.ValueSize);
        using KernelTensor weights = c.Output(1, h.Batch, h.Heads, h.Sources, h.PaddedTargets);
        AttentionForward.Compute(OperandsOf(kernel, h, q, k, v, weights), attended.Elements);
    });

    [UnmanagedCallersOnly]
    private static void ComputeGradient(nint kernel, nint context) => KernelRegistry.Run(context, c =>
    {
        using KernelTensor q = c.Input(0), k = c.Input(1), v = c.Input(2), weights = c.Input(3), gradient = c.Input(4);
        AttentionHeads h = HeadsOf(q, k, v);
        weights.Require("weights", [h.Batch, h.Heads, h.Sources, h.PaddedTargets]);
        gradient.Require("gradients", [h.Batch, h.Targets, h.Heads, h.ValueSize]);
        using KernelTensor dq = c.Output(0, q.Dimensions), dk = c.Output(1, k.Dimensions), dv = c.Output(2, v.Dimensions);
        AttentionOperands results = new() { Heads = h, Q = dq.Elements, K = dk.Elements, V = dv.Elements };
        new AttentionGradient(OperandsOf(kernel, h, q, k, v, weights), gradient.Elements, results).Compute();
    });

    private static AttentionHeads HeadsOf(KernelTensor q, KernelTensor k, KernelTensor v)
    {
        AttentionHeads heads = new(q[0], q[1], k[1], q[2], q[3], v[3]);
        k.Require("keys", [heads.Batch, heads.Sources, heads.Heads, heads.Size]);
        v.Require("values", [heads.Batch, heads.Sources, heads.Heads, heads.ValueSize]);
        return heads;
    }

    private static AttentionOperands OperandsOf(
        nint kernel, AttentionHeads heads, KernelTensor q, KernelTensor k, KernelTensor v, KernelTensor weights)
    {
        return new()
        {
            Heads = heads,
            Q = q.Elements,
            K = k.Elements,
            V = v.Elements,
            Weights = weights.Elements,
            Scale = KernelRegistry.NumberIn(kernel),
            IsCausal = (kernel & IsCausal) != 0,
        };
    }
}
