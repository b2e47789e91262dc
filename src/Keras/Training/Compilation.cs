using TensorFlow;

namespace Keras;

/// <summary>Whether XLA compiles a program, and why.</summary>
/// <param name="IsCompiled">Whether it does.</param>
/// <param name="Reason">A sentence.</param>
public sealed record Compilation(bool IsCompiled, string Reason)
{
    // Multiplications and additions of a step above which the ordinary kernels, which spread them over the cores, win. Measured on 2 cores with models of two
    // equal hidden layers: compiled is 2.8 times faster at 2e7, 1.3 at 1e9, 1.1 at 2e9, and 1.6 times slower at 3e9 and above (EpochBenchmarks).
    private const double WorkLimit = 2.2e9;

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
