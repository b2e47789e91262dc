using System.Runtime.InteropServices;

namespace Stress.Exits;

/// <summary>The ways in which a program ends while something runs.</summary>
internal static class Ending
{
    public static string[] Names { get; } = OperatingSystem.IsWindows() ? ["exit", "return", "handler"] : ["exit", "return", "handler", "signal"];

    /// <summary>Returns where the program is to return from Main; otherwise it ends here.</summary>
    public static void Wait(string way, int milliseconds, int code)
    {
        switch (way)
        {
            case "signal":
                // As a host does it: the signal is taken as a wish, Main goes on and returns, and nobody waits for the job.
                using (ManualResetEventSlim told = new())
                using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
                {
                    context.Cancel = true;
                    told.Set();
                }))
                {
                    told.Wait();
                }

                break;
            case "handler":
                // Somebody takes time to tidy up while the process ends.
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(50);
                Thread.Sleep(milliseconds);
                Environment.Exit(code);
                break;
            case "exit":
                Thread.Sleep(milliseconds);
                Environment.Exit(code);
                break;
            default:
                Thread.Sleep(milliseconds);
                break;
        }
    }
}
