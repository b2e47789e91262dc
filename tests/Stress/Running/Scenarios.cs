using Stress.Disks;
using Stress.Exits;
using Stress.Memory;
using Stress.Resuming;
using Stress.Terminals;
using Stress.Threads;

namespace Stress.Running;

/// <summary>The scenarios that there are.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new ExitScenario(),
        new UnloadScenario(),
        new ThreadScenario(),
        new BackupScenario(),
        new ResumeScenario(),
        new GrowingScenario(),
        new RenewedScenario(),
        new LimitScenario(),
        new DiskScenario(),
        new TerminalScenario(),
        new LargeScenario(),
    ];

    public static Scenario[] Find(string[] names) => names.Length == 0 ? [.. All.Where(s => !s.IsHeavy)] : [.. names.Select(Find)];

    private static Scenario Find(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException($"There is no scenario '{name}'; there are {string.Join(", ", All.Select(s => s.Name))}.");
}
