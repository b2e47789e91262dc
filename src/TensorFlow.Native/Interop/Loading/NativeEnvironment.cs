using System.Collections;
using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>
/// The environment as the native library reads it. On Unix <see cref="Environment.SetEnvironmentVariable(string, string?)"/> changes only
/// .NET's own copy, so what a program sets or removes that way for TensorFlow is handed on here, before the library loads.
/// </summary>
internal static unsafe class NativeEnvironment
{
    public const string LogLevel = "TF_CPP_MIN_LOG_LEVEL";

    /// <summary>Whether each context has threads of its own; otherwise the first one's number would be that of all.</summary>
    private const string OwnThreads = "TF_OVERRIDE_GLOBAL_THREADPOOL";

    /// <summary>Errors only, unless the user asked for more.</summary>
    private const string QuietLevel = "2";

    private static readonly string[] Prefixes = ["TF_", "XLA_", "CUDA_", "OMP_", "DNNL_", "ONEDNN_"];

    /// <summary>From which level on lines are logged: 0 information, 1 warnings, 2 errors, 3 nothing but what ends the process.</summary>
    public static int Level => Environment.GetEnvironmentVariable(LogLevel) is { Length: > 0 } text
        // What is no number is 0 to the library too.
        ? int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int level) ? level : 0
        : 2;

    public static void Prepare()
    {
        HashSet<string> kept = [];
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry is not { Key: string name, Value: string value } || !IsTheLibrarys(name))
                continue;
            kept.Add(name);
            Set(name, value);
        }

        foreach (string name in NativeNames().Where(name => IsTheLibrarys(name) && !kept.Contains(name)))
            Unset(name);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(LogLevel)))
            Set(LogLevel, QuietLevel);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OwnThreads)))
            Set(OwnThreads, "1");
    }

    private static bool IsTheLibrarys(string name) => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The variables that the process has, those included that the program has removed from .NET's copy.</summary>
    private static List<string> NativeNames()
    {
        List<string> names = [];
        if (OperatingSystem.IsWindows() || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "environ", out nint environ))
            return names;
        for (byte** entry = *(byte***)environ; entry is not null && *entry is not null; entry++)
        {
            string text = Marshal.PtrToStringUTF8((nint)(*entry))!;
            names.Add(text.Split('=', 2)[0]);
        }

        return names;
    }

    private static void Set(string name, string value)
    {
        byte* nativeName = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        byte* nativeValue = (byte*)Marshal.StringToCoTaskMemUTF8(value);
        if (OperatingSystem.IsWindows())
        {
            nint runtime = NativeLibrary.Load("ucrtbase.dll");
            _ = ((delegate* unmanaged<byte*, byte*, int>)NativeLibrary.GetExport(runtime, "_putenv_s"))(nativeName, nativeValue);
        }
        else if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "setenv", out nint setenv))
        {
            _ = ((delegate* unmanaged<byte*, byte*, int, int>)setenv)(nativeName, nativeValue, 1);
        }

        Marshal.FreeCoTaskMem((nint)nativeName);
        Marshal.FreeCoTaskMem((nint)nativeValue);
    }

    private static void Unset(string name)
    {
        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "unsetenv", out nint unsetenv))
            return;
        byte* nativeName = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        _ = ((delegate* unmanaged<byte*, int>)unsetenv)(nativeName);
        Marshal.FreeCoTaskMem((nint)nativeName);
    }
}
