using TensorFlow;

namespace Keras;

/// <summary>Whether XLA compiles a program, and why.</summary>
/// <param name="IsCompiled">Whether it does.</param>
/// <param name="Reason">A sentence.</param>
public sealed record Compilation(bool IsCompiled, string Reason)
{
    // Where the multiplications of a step take so long that the ordinary kernels, which spread them over the cores, win (measured: docs in Benchmarks).
    private const double WorkLimit = 1.2e9;

    /// <summary>The choice for a model, the same each time.</summary>
    internal static Compilation Choose(JitCompile wanted, Model model, int batchSize)
    {
        if (wanted == JitCompile.Off)
            return new(false, "JitCompile.Off");
        if (!Runtime.HasXla)
        {
            return wanted == JitCompile.On
                ? throw new InvalidOperationException($"JitCompile.On: the native library {Runtime.Version} has no XLA compiler; use JitCompile.Auto or a library that has.")
                : new(false, "the native library has no XLA compiler");
        }

        if (wanted == JitCompile.On)
            return new(true, "JitCompile.On");
        if (!model.PrefersCompilation)
            return new(false, "Auto: a layer runs faster with the ordinary kernels");
        double work = 6.0 * batchSize * model.Weights.Where(w => w.Shape.Rank >= 2).Sum(w => (double)w.Shape.ElementCount);
        return work <= WorkLimit
            ? new(true, "Auto: small steps, which compile to less overhead")
            : new(false, "Auto: large steps, which the ordinary kernels spread over the cores");
    }
}
