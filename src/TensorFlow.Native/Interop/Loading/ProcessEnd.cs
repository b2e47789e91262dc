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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Loads, and has a process that ends meanwhile wait: static objects can't be destroyed while they are made.</summary>
    public static T HoldWhile<T>(Func<T> load)
    {
        using ManualResetEventSlim done = new();
        int loader = Environment.CurrentManagedThreadId;
        void Wait(object? sender, EventArgs e) => _ = loader == Environment.CurrentManagedThreadId || done.Wait(Patience);
        AppDomain.CurrentDomain.ProcessExit += Wait;
        try
        {
            return load();
        }
        finally
        {
            done.Set();
            AppDomain.CurrentDomain.ProcessExit -= Wait;
        }
    }

    /// <summary>To be called once the library is loaded.</summary>
    public static void SkipDestructors()
    {
        if (!OperatingSystem.IsLinux())
            return;

        // Handlers of exit are run last in, first out. Objects within functions are made, and their destructors registered, when a function
        // is first called; so the handlers come last only if they are registered at the end of the process.
        Register();
        AssemblyLoadContext? context = AssemblyLoadContext.GetLoadContext(typeof(ProcessEnd).Assembly);
        if (context is { IsCollectible: true })
            // Also raised at the end of the process; the other event would keep the context loaded.
            context.Unloading += static _ => Register();
        else
            AppDomain.CurrentDomain.ProcessExit += static (_, _) => Register();
    }

    private static void Register()
    {
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
