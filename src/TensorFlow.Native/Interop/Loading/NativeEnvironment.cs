using System.Collections;
using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>
/// The environment as the native library reads it. On Unix <see cref="Environment.SetEnvironmentVariable(string, string?)"/> changes only
/// .NET's own copy, so what a program sets that way for TensorFlow is handed on here, before the library loads.
/// </summary>
internal static unsafe class NativeEnvironment
{
    public const string LogLevel = "TF_CPP_MIN_LOG_LEVEL";

    /// <summary>Errors only, unless the user asked for more.</summary>
    private const string QuietLevel = "2";

    private static readonly string[] Prefixes = ["TF_", "XLA_", "CUDA_"];

    public static void Prepare()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry is { Key: string name, Value: string value } && Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
                Set(name, value);
        }

        if (Environment.GetEnvironmentVariable(LogLevel) is null)
            Set(LogLevel, QuietLevel);
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
}
