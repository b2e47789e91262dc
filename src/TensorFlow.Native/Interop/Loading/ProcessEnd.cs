using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace TensorFlow.Interop;

/// <summary>
/// A process may end while functions run on other threads: a service is told to stop, a program returns from Main during training. The C
/// library would then run the destructors of TensorFlow's static objects under those threads, and under the library's own ones, which
/// nothing ends; that is an access violation. On Linux these destructors are left out: the process ends before them, with its exit code and
/// with its C streams flushed. (Windows ends all other threads before it unloads a library.)
/// </summary>
internal static unsafe class ProcessEnd
{
    private static readonly LoadingHold Hold = new(TimeSpan.FromSeconds(30));
    private static int isArmed;

    /// <summary>
    /// Prepares for the end of the process. To be called before the library loads on another thread: that thread may come to it when the
    /// process already ends.
    /// </summary>
    public static void Arm()
    {
        if (!OperatingSystem.IsLinux() || Interlocked.Exchange(ref isArmed, 1) != 0)
            return;
        AssemblyLoadContext? context = AssemblyLoadContext.GetLoadContext(typeof(ProcessEnd).Assembly);
        if (context is { IsCollectible: true })
            // Also raised at the end of the process; the other event would keep the context loaded.
            context.Unloading += static _ => End(isProcess: false);
        else
            AppDomain.CurrentDomain.ProcessExit += static (_, _) => End(isProcess: true);
    }

    /// <summary>Loads the library, apart from the end of the process.</summary>
    public static T HoldWhile<T>(Func<T> load)
    {
        Arm();
        return Hold.While(() =>
        {
            T loaded = load();
            // For a process that a native host ends, without the event.
            Register();
            return loaded;
        });
    }

    private static void End(bool isProcess)
    {
        Hold.End(isProcess);
        // Handlers of exit are run last in, first out. Objects within functions are made, and their destructors registered, when a function
        // is first called; so the handlers come last only if they are registered at the end of the process.
        Register();
    }

    private static void Register()
    {
        if (!OperatingSystem.IsLinux())
            return;

        nint program = NativeLibrary.GetMainProgramHandle();
        if (!NativeLibrary.TryGetExport(program, "on_exit", out nint onExit)
            || !NativeLibrary.TryGetExport(program, "_exit", out nint endNow)
            || !NativeLibrary.TryGetExport(program, "fcloseall", out nint flush))
            return;

        var register = (delegate* unmanaged<nint, nint, int>)onExit;
        _ = register(endNow, 0);
        _ = register(flush, 0);
    }
}
