using System.Globalization;
using System.Numerics;

namespace TensorFlow.Interop;

/// <summary>
/// Refuses what the library answers by ending the process: variables of the environment that it takes at its first use. What can be known
/// before is told as an exception.
/// </summary>
internal static class EnvironmentCheck
{
    /// <summary>Beyond it, starting threads takes minutes or never ends.</summary>
    public const int MostThreads = 4096;

    // What is no number is passed over by the library; fewer than none ops side by side is a value that it knows.
    private static readonly (string Name, long Least)[] Threads =
        [("TF_NUM_INTRAOP_THREADS", 0), ("TF_NUM_INTEROP_THREADS", long.MinValue)];

    private static readonly (string Name, long Least)[] Numbers =
        [("TF_MKL_ALLOC_MAX_BYTES", 0), ("TF_PER_DEVICE_MEMORY_LIMIT_MB", long.MinValue),
            ("TF_PFLR_PARALLEL_INSTANTIATE_THRESHOLD", long.MinValue)];

    private static readonly string[] Booleans =
        ["TF_DETERMINISTIC_OPS", "TF_DETERMINISTIC_ORDER", "TF_ENABLE_ASYNC_WAIT_FOR_REMOTE_FUNCTION", "TF_ONEDNN_USE_SYSTEM_ALLOCATOR"];

    private static readonly string[] Flags = ["XLA_FLAGS", "TF_XLA_FLAGS", "TF_JITRT_FLAGS"];

    /// <param name="variable">Gives a variable's value.</param>
    /// <param name="libraryPath">The library, which knows its flags; null where only the system's loader knows where it is.</param>
    /// <exception cref="NativeLibraryException">The library would end the process.</exception>
    public static void Verify(Func<string, string?> variable, string? libraryPath)
    {
        foreach ((string name, long least) in Threads)
        {
            if (BigInteger.TryParse(variable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out BigInteger count)
                && (count < least || count > MostThreads))
                throw Wrong(name, variable(name)!, $"expected a number of threads from 0 (one a core) to {MostThreads}");
        }

        foreach ((string name, long least) in Numbers)
        {
            if (variable(name) is { Length: > 0 } text
                && !(long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) && number >= least))
                throw Wrong(name, text, least < 0 ? "expected an integer" : $"expected an integer of at least {least}");
        }

        foreach (string name in Booleans)
        {
            if (variable(name) is { Length: > 0 } text && text.ToLowerInvariant() is not ("0" or "1" or "true" or "false"))
                throw Wrong(name, text, "expected 0, 1, true or false");
        }

        foreach (string name in Flags)
        {
            if (variable(name) is { Length: > 0 } text)
                VerifyFlags(name, text, libraryPath);
        }
    }

    private static void VerifyFlags(string name, string text, string? libraryPath)
    {
        // Text that does not begin with a flag names a file of flags.
        string flags = text;
        if (!text.AsSpan().TrimStart(NativeFlags.Blanks).StartsWith('-'))
        {
            if (!File.Exists(text))
                throw Wrong(name, text, "expected flags that begin with '--', or the name of a file that holds some; "
                    + "there is no such file");
            flags = File.ReadAllText(text);
        }

        string[] names = [.. NativeFlags.Names(flags)];
        if (names.FirstOrDefault(flag => !flag.StartsWith("--", StringComparison.Ordinal)) is { } single)
            throw Wrong(name, text, $"expected flags that begin with '--', got '{single}'");
        if (libraryPath is not null && names.Length > 0
            && NativeFlags.Unknown(libraryPath, [.. names.Select(flag => flag[2..])]) is { } unknown)
            throw Wrong(name, text, $"the library has no flag '--{unknown}'");
    }

    private static NativeLibraryException Wrong(string name, string value, string why) => new(
        $"The environment variable {name} is '{value}', which TensorFlow answers by ending the process: {why}. Correct the variable, "
        + "or unset it.");
}
