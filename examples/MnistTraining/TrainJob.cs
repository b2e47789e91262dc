using MnistTraining.Presentation;

namespace MnistTraining;

/// <summary>The whole job of the process: train, show, tell.</summary>
internal static class TrainJob
{
    /// <returns>The exit code.</returns>
    public static int Run(TrainingOptions options)
    {
        using StopSignal stop = new();
        try
        {
            Screen screen = Screen.Choose(options.Quiet);
            Outcome outcome = Training.Run(options, screen, stop.Token);
            screen.ShowEnd(options, outcome);
            return outcome.Result is null ? ExitCode.Stopped : ExitCode.Done;
        }
        catch (Exception e)
        {
            return Failure.Tell(e);
        }
    }
}
