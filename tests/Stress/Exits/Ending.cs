using System.Runtime.InteropServices;

namespace Stress.Exits;

/// <summary>A way in which a program ends while something runs.</summary>
internal sealed class Ending
{
    private readonly string way;
    private readonly int milliseconds;
    private readonly int code;
    private readonly TaskCompletionSource told = new();
    private readonly PosixSignalRegistration? registration;

    public Ending(string way, int milliseconds, int code)
    {
        (this.way, this.milliseconds, this.code) = (way, milliseconds, code);
        // As a host does it: the signal is taken as a wish, Main goes on and returns, and nobody waits for the job.
        if (way == "signal")
        {
            registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                told.TrySetResult();
            });
        }

        // Somebody takes time to tidy up while the process ends.
        if (way == "handler")
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(50);
    }

    public static string[] Names
    {
        get;
    } = OperatingSystem.IsWindows() ? ["exit", "return", "handler"] : ["exit", "return", "handler", "signal"];

    /// <summary>Returns where the program is to return from Main; otherwise it ends here.</summary>
    public void Wait()
    {
        if (registration is not null)
        {
            told.Task.Wait();
            registration.Dispose();
            return;
        }

        Thread.Sleep(milliseconds);
        if (way != "return")
            Environment.Exit(code);
    }
}
