using System.Diagnostics;

namespace Stress.Running;

/// <summary>Tries scenarios for a while and tells what did not hold.</summary>
internal static class StressRun
{
    /// <returns>The exit code: 1 if anything did not hold.</returns>
    public static int Run(Scenario[] scenarios, TimeSpan time, int attempts, int seed)
    {
        bool held = true;
        foreach (Scenario scenario in scenarios)
            held &= Run(scenario, time, attempts, seed);
        return held ? 0 : 1;
    }

    private static bool Run(Scenario scenario, TimeSpan time, int attempts, int seed)
    {
        int least = attempts > 0 ? attempts : scenario.Kinds, failures = 0, number = 0;
        Stopwatch clock = Stopwatch.StartNew();
        for (; number < least || clock.Elapsed < time; number++)
        {
            if (scenario.Attempt(number, new Random(unchecked((seed * 7919) + number))) is not { } failure)
                continue;
            failures++;
            Console.WriteLine($"{scenario.Name}, attempt {number} of seed {seed}: {failure}");
        }

        Console.WriteLine($"{scenario.Name}: {number - failures} of {number} attempts held, in {clock.Elapsed.TotalSeconds:F0} s.");
        return failures == 0;
    }
}
