namespace MnistTraining;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Error = 1;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 and the signal's number.</summary>
    public const int Stopped = 130;
}
