using System.Runtime.Intrinsics.X86;
using System.Text;

namespace TensorFlow.Interop;

/// <summary>
/// Keeps lines off standard error while the library loads that are below the level asked for. Its initializers log (that oneDNN is on, say)
/// before the library looks at any level, <see cref="NativeEnvironment.LogLevel"/> set or not. All else that was written meanwhile is
/// passed on.
/// </summary>
internal static class QuietLoading
{
    /// <summary>The text that the library writes before its first early log line.</summary>
    private const string Heading = "WARNING: All log messages before absl::InitializeLog()";

    public static nint Run(Func<nint> load)
    {
        // Console.Error duplicates the descriptor when it is first used. Were that during the capture, on any thread, all that the process
        // ever writes to it would go into the captured file.
        _ = Console.Error;
        if (!IsWanted || CapturedError.TryBegin() is not { } captured)
            return load();

        try
        {
            return load();
        }
        finally
        {
            string rest = Kept(captured.End(), NativeEnvironment.Level);
            if (rest.Length > 0)
                Console.Error.Write(rest);
        }
    }

    /// <summary>
    /// Not when the user asked for everything. Nor on a processor without AVX2: there the library may end the process at once, and its last
    /// words must be seen.
    /// </summary>
    private static bool IsWanted => OperatingSystem.IsLinux() && HasAvx2 && NativeEnvironment.Level > 0;

    /// <summary>
    /// Asks the processor: <see cref="Avx2.IsSupported"/> of a program compiled ahead of time tells of its compiler's target instead.
    /// </summary>
    private static bool HasAvx2 => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ebx & (1 << 5)) != 0;

    /// <summary>The text without the library's log lines below a level, and without their heading where none is left under it.</summary>
    internal static string Kept(string text, int level)
    {
        StringBuilder rest = new();
        string? heading = null;
        for (int start = 0, next; start < text.Length; start = next)
        {
            next = text.IndexOf('\n', start) + 1 is > 0 and int end ? end : text.Length;
            string line = text[start..next];
            if (line.StartsWith(Heading, StringComparison.Ordinal))
            {
                heading = line;
                continue;
            }

            int? severity = Severity(line);
            if (severity < level)
                continue;
            if (severity is not null)
                rest.Append(heading);
            heading = severity is null ? heading : null;
            rest.Append(line);
        }

        return rest.ToString();
    }

    /// <summary>
    /// 0 for information to 3 for what ends the process; null where it is no log line: "I0000 00:00:1795511730.76 4760 port.cc:153] text".
    /// </summary>
    private static int? Severity(string line)
    {
        int severity = line.Length > 5 ? "IWEF".IndexOf(line[0], StringComparison.Ordinal) : -1;
        bool isLogLine = severity >= 0 && line.AsSpan(1, 4).IndexOfAnyExceptInRange('0', '9') < 0
            && line.Contains("] ", StringComparison.Ordinal);
        return isLogLine ? severity : null;
    }
}
