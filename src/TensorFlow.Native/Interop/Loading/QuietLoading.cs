using System.Runtime.Intrinsics.X86;
using System.Text;

namespace TensorFlow.Interop;

/// <summary>
/// Keeps informational lines off standard error while the library loads. Its initializers log (that oneDNN is on, say) before any level can be
/// set, whatever <see cref="NativeEnvironment.LogLevel"/> says. All else that was written meanwhile is passed on.
/// </summary>
internal static class QuietLoading
{
    public static nint Run(Func<nint> load)
    {
        // Console.Error duplicates the descriptor when it is first used. Were that during the capture, on any thread, all that the process ever writes
        // to it would go into the captured file.
        _ = Console.Error;
        if (!IsWanted || CapturedError.TryBegin() is not { } captured)
            return load();

        try
        {
            return load();
        }
        finally
        {
            string rest = WithoutInformation(captured.End());
            if (rest.Length > 0)
                Console.Error.Write(rest);
        }
    }

    /// <summary>
    /// Not when the user asked for the log. Nor on a processor without AVX2: there the library may end the process at once, and its last words
    /// must be seen.
    /// </summary>
    private static bool IsWanted =>
        OperatingSystem.IsLinux() && HasAvx2 && Environment.GetEnvironmentVariable(NativeEnvironment.LogLevel) is null;

    /// <summary>Asks the processor: <see cref="Avx2.IsSupported"/> of a program compiled ahead of time tells of its compiler's target instead.</summary>
    private static bool HasAvx2 => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ebx & (1 << 5)) != 0;

    internal static string WithoutInformation(string text)
    {
        StringBuilder rest = new();
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0 && !IsInformation(line))
                rest.Append(line).Append('\n');
        }

        return rest.ToString();
    }

    private static bool IsInformation(string line) =>
        line.StartsWith("WARNING: All log messages before absl::InitializeLog()", StringComparison.Ordinal)
        || (line.Length > 5 && line[0] == 'I' && line.AsSpan(1, 4).IndexOfAnyExceptInRange('0', '9') < 0 && line.Contains("] ", StringComparison.Ordinal));
}
