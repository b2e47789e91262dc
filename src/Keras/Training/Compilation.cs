using Keras.Layers;
using Keras.Training;
using TensorFlow;

namespace Keras;

/// <summary>Whether and how XLA compiles the training step of a model, and why.</summary>
/// <param name="IsCompiled">Whether XLA compiles the step.</param>
/// <param name="Reason">The reason, in a sentence.</param>
public sealed record Compilation(bool IsCompiled, string Reason)
{
    // The floating-point operations of a step above which the ordinary kernels, which use all cores, are faster. Measured on 2 cores with
    // models of two equal hidden layers: compiled is 2.8 times as fast at 2e7, 1.3 at 1e9, 1.1 at 2e9, and 1.6 times as slow at 3e9 and
    // above (EpochBenchmarks).
    private const double WorkLimit = 2.2e9;

    /// <summary>
    /// The number of parts of a batch that run in parallel, as compiled functions or within the compiled loop; 0 if the batch is not
    /// divided.
    /// </summary>
    public int Parts { get; init; }

    /// <summary>Whether XLA compiles the loop over the batches, and not only the step or its parts.</summary>
    public bool CompilesLoop { get; init; }

    /// <summary>
    /// Whether the layers in the parts of a batch are single operations with kernels of this library (<see cref="FusedOps"/>), which XLA
    /// does not compile.
    /// </summary>
    public bool IsFused { get; init; }

    /// <summary>
    /// The part that runs with the ordinary kernels ahead of the compiled step, in parallel with the step of the previous batch: a layer
    /// of strings, or strings in the data; null for none.
    /// </summary>
    public string? OrdinaryPart { get; init; }

    /// <summary>Chooses for a model; the choice is deterministic.</summary>
    /// <param name="wanted">The argument of <c>Compile</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="indivisible">Why the step must not be divided; null if it may.</param>
    /// <param name="ordinaryPart">The part of the data's functions that XLA cannot compile; null for none.</param>
    /// <param name="inseparable">Why the part that XLA cannot compile cannot run ahead of the rest; null if it can.</param>
    /// <param name="unfused">Why layers must not be single operations with kernels of this library; null if they may.</param>
    /// <param name="uncompilable">The operation of the step, gradients included, that XLA cannot compile; null if none is known.</param>
    internal static Compilation Choose(
        JitCompile wanted, Model model, int batchSize, Func<string?>? indivisible = null, string? ordinaryPart = null,
        string? inseparable = null, string? uncompilable = null, Func<string?>? unfused = null)
    {
        if (wanted == JitCompile.Off)
            return new(false, "JitCompile.Off");
        if (uncompilable is not null)
            return new(false, $"Auto: XLA cannot compile {uncompilable}");
        string? ordinary = model.Tree().Select(l => l.OrdinaryPart).FirstOrDefault(p => p is not null) ?? ordinaryPart;
        if (ordinary is not null && inseparable is not null)
        {
            return wanted == JitCompile.On
                ? throw new InvalidOperationException(
                    $"JitCompile.On: XLA cannot compile {ordinary}, and it cannot run ahead of the rest: {inseparable}; use "
                    + "JitCompile.Auto, or call the layer on the data before (Apply) and leave it out of the model and of Map.")
                : new(false, $"Auto: XLA cannot compile {ordinary}, and it cannot run ahead of the rest: {inseparable}");
        }

        Compilation choice = Choose(wanted, model, batchSize, indivisible, unfused);
        return ordinary is null || !choice.IsCompiled ? choice : choice with
        {
            Reason = $"{choice.Reason}; {ordinary} runs ahead with the ordinary kernels",
            Parts = Math.Max(1, choice.Parts),
            CompilesLoop = false,
            OrdinaryPart = ordinary,
        };
    }

    private static Compilation Choose(
        JitCompile wanted, Model model, int batchSize, Func<string?>? indivisible, Func<string?>? unfused)
    {
        if (!Runtime.HasXla)
        {
            return wanted == JitCompile.On
                ? throw new InvalidOperationException(
                    $"JitCompile.On: the native library {Runtime.Version} has no XLA compiler; use JitCompile.Auto or a library that has.")
                : new(false, "the native library has no XLA compiler");
        }

        if (wanted == JitCompile.On)
            return new(true, "JitCompile.On") { CompilesLoop = true };
        if (!model.PrefersCompilation)
            return new(false, "Auto: a layer runs faster with the ordinary kernels");
        IReadOnlyCollection<Layer> layers = model.Tree();
        if (layers.Any(l => l.Workload is LayerWorkload.Sequence or LayerWorkload.Attention))
            return ChooseForSequences(batchSize, indivisible, unfused, layers.All(l => l.Workload != LayerWorkload.Sequence));
        if (layers.Any(l => l.Workload == LayerWorkload.Lookup))
            return new(true, "Auto: memory-bound look-ups in tables") { CompilesLoop = true };
        double work = 6.0 * batchSize * model.Weights.Where(w => w.Shape.Rank >= 2).Sum(w => (double)w.Shape.ElementCount);
        return work <= WorkLimit
            ? new(true, "Auto: small steps, with less overhead when compiled") { CompilesLoop = true }
            : new(false, "Auto: large steps, for which the ordinary kernels use all cores");
    }

    private static Compilation ChooseForSequences(
        int batchSize, Func<string?>? indivisible, Func<string?>? unfused, bool isAttention)
    {
        int parts = StepDivision.Parts(batchSize, StepDivision.Processors);
        string? reason = parts == 1 ? "the batch is too small to divide, or there is one core" : indivisible?.Invoke();
        string? plain = reason is null && isAttention ? unfused is null ? "" : unfused() : "";
        if (plain is null)
        {
            return new(false, $"Auto: attention, with the batch in {parts} parallel parts with fused kernels")
            {
                Parts = parts,
                IsFused = true,
            };
        }

        string without = plain.Length > 0 ? $", not with fused kernels: {plain}" : "";
        return reason is null
            ? new(true, $"Auto: sequences, with the batch in {parts} parallel compiled parts{without}")
            {
                Parts = parts,
                CompilesLoop = isAttention,
            }
            : new(true, $"Auto: sequences, with the batch undivided: {reason}") { CompilesLoop = true };
    }
}
