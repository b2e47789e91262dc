using System.Diagnostics;
using System.Text.RegularExpressions;
using Keras;
using Keras.Layers;
using Stress.Running;

namespace Stress.Terminals;

/// <summary>
/// On a terminal of 60 columns no moving line of progress is wider than the window, and what is printed after a training begins on a line
/// of its own, however the training
/// ended. Needs <c>script</c>, which makes a pseudo-terminal.
/// </summary>
internal sealed class TerminalScenario : Scenario
{
    private const int Columns = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Endings = ["finish", "throw", "cancel", "stop", "warn", "evaluate"];

    public override string Name => "terminal";

    public override string Description =>
        "the line of progress on a pseudo-terminal, in trainings that finish, throw, are cancelled or stopped";

    public override int Kinds => Endings.Length;

    public override string? Attempt(int number, Random random)
    {
        if (!OperatingSystem.IsLinux() || !(Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':').Any(p => File.Exists(Path.Combine(p, "script"))))
            return null;
        string ending = Endings[number % Endings.Length];
        ProcessStartInfo inside = Child.StartInfo("part", Name, ending);
        string command = $"stty cols {Columns} rows 24; "
            + $"exec {string.Join(' ', ((string[])[inside.FileName, .. inside.ArgumentList]).Select(a => $"'{a}'"))}";
        ProcessStartInfo start = new(
            "script", ["-qec", command, "/dev/null"])
        { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm";
        start.Environment["SHELL"] = "/bin/sh";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return $"{ending}: it did not end";
        }

        string[] lines = output.Result.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        string all = $"{ending}: '{string.Join("\\n", lines).Replace("\r", "\\r", StringComparison.Ordinal)}'";
        if (lines[^1] != "after")
            return $"the last line is not alone: {all}";
        // A line of a pseudo-terminal is all that was written over one another, and at the end what stays.
        string[] moved = [.. lines.Where(l => l.Contains('\r', StringComparison.Ordinal)).SelectMany(l => l.Split('\r')[..^1])];
        if (ending != "evaluate" && moved.All(m => m.Length == 0))
            return $"no line moved: {all}";
        return moved.Any(m => Regex.Replace(m, "\e\\[[0-9;]*m", "").TrimEnd().Length >= Columns)
            ? $"a moving line is wider than the window: {all}"
            : null;
    }

    public override int Part(string[] arguments)
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile("sgd", "mse", ["mae", "mape"], jitCompile: JitCompile.Off);
        using CancellationTokenSource cancel = new();
        Slow slow = new(arguments[0], cancel);
        try
        {
            if (arguments[0] == "evaluate")
                _ = model.Evaluate(new float[320, 2], new float[320, 1], batchSize: 8);
            else
                model.Fit(new float[320, 2], new float[320, 1], epochs: 2, batchSize: 8, callbacks: arguments[0] == "warn"
                    ? [slow, new Keras.Callbacks.EarlyStopping { Monitor = "nothing" }] : [slow], cancellationToken: cancel.Token);
        }
        catch (InvalidOperationException e) when (e.Message == "thrown")
        {
        }

        Console.WriteLine("after");
        return 0;
    }

    /// <summary>Makes the epochs long enough for the line to move, and ends the training in the middle of one.</summary>
    private sealed class Slow(string ending, CancellationTokenSource cancel) : Callback
    {
        private int batches;

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            Thread.Sleep(12);
            if (++batches != 30)
                return;
            if (ending == "throw")
                throw new InvalidOperationException("thrown");
            if (ending == "cancel")
                cancel.Cancel();
            if (ending == "stop")
                Model.StopTraining = true;
        }
    }
}
