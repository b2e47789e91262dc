using System.Diagnostics;
using System.Globalization;
using Stress.Running;

namespace Stress.Exits;

/// <summary>A process that ends while a job runs on another thread ends in time, with its exit code, and without a word.</summary>
internal sealed class ExitScenario : Scenario
{
    public const int Code = 7;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public override string Name => "exit";

    public override string Description => "a process ends while a job runs: by Environment.Exit, by return from Main, by a signal";

    public override int Kinds => RunningJob.Names.Length;

    public override string? Attempt(int number, Random random)
    {
        // Each round has every job, and another way to end it.
        string job = RunningJob.Names[number % RunningJob.Names.Length];
        string ending = Ending.Names[(number + (number / RunningJob.Names.Length)) % Ending.Names.Length];
        if ((job, ending) == ("callback", "signal"))
            ending = "exit"; // The signal might reach a process that has stopped listening.
        int delay = random.Next(3) == 0 ? 0 : random.Next(200);
        using Child child = Child.Start(this, job, ending, $"{delay}");
        string what = $"{job}, ended by {ending} after {delay} ms";
        if (child.ReadLine() != "began")
            return $"{what}: it did not begin: {child.Wait(Patience)}";
        if (ending == "signal")
        {
            Thread.Sleep(delay);
            using Process kill = Process.Start("kill", ["-TERM", $"{child.Id}"]);
            kill.WaitForExit();
        }

        return child.Wait(Patience) switch
        {
            null => $"{what}: it did not end within {Patience.TotalSeconds} s",
            (Code, "") => null,
            var (code, error) => $"{what}: exit code {code} instead of {Code}, and on standard error '{error}'",
        };
    }

    public override int Part(string[] arguments)
    {
        Ending ending = new(arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture), Code);
        RunningJob job = new(arguments[0]);
        job.WaitForBegin();
        Console.WriteLine("began");
        ending.Wait();
        return Code;
    }
}
