using System.Runtime.InteropServices;

namespace MnistTraining;

/// <summary>
/// Turns the first Ctrl-C, or a service manager's request to end, into a cancelled token; the second one ends the process at once.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignal() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        // Cancel means that the system does not end the process.
        signal.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
