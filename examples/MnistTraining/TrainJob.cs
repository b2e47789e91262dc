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
            if (outcome.Result is not { } result)
                return ExitCode.Stopped;
            return double.IsFinite(result.Loss) ? ExitCode.Done
                : Failure.Tell($"The loss is {result.Loss}: training failed. Lower --learning-rate.");
        }
        catch (Exception e)
        {
            return Failure.Tell(e);
        }
    }
}
