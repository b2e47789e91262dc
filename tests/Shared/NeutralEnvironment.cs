using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Shared;

/// <summary>
/// The tests of an assembly see none of the variables with which a user may have changed what the native library computes, how it is
/// compiled or what it logs; nor do the processes that they start. Numbers that must agree to the last bits would otherwise depend on them
/// (TF_ENABLE_ONEDNN_OPTS and XLA_FLAGS choose other kernels). A test about such a variable sets it, in a process of its own.
/// TESTS_PROCESSOR (AVX2, AVX) has XLA compile for a processor that has no more than these instructions.
/// </summary>
internal static partial class NeutralEnvironment
{
    private const string Taken = "Tests.EnvironmentTaken";

    private static readonly string[] Prefixes = ["TF_", "XLA_", "OMP_", "KMP_", "DNNL_", "ONEDNN_", "MKL_"];

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The library reads its environment when it is loaded, by whichever test is first.")]
    internal static void Take()
    {
        // An assembly that another's tests refer to has this class too: it must not take back what the first one set.
        if (AppContext.GetData(Taken) is not null)
            return;
        AppContext.SetData(Taken, true);
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(n => Prefixes.Any(p => n.StartsWith(p, StringComparison.Ordinal))).ToArray())
            Environment.SetEnvironmentVariable(name, null);
        if (Environment.GetEnvironmentVariable("TESTS_PROCESSOR") is { Length: > 0 } instructions)
            AddXlaFlag($"--xla_cpu_max_isa={instructions}");
        SetOwn();
    }

    private static void AddXlaFlag(string flag) =>
        Environment.SetEnvironmentVariable("XLA_FLAGS", $"{Environment.GetEnvironmentVariable("XLA_FLAGS")} {flag}".TrimStart());

    /// <summary>Variables that one assembly sets for its tests.</summary>
    static partial void SetOwn();
}
