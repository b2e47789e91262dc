using System.Diagnostics;
using Shared;

namespace Fuzz.Running;

/// <summary>This program once more, as a process of its own.</summary>
internal static class Child
{
    /// <summary>How to start it; also from a program that has this one as a library.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) =>
        new(DotnetHost.Path, [Path.Combine(AppContext.BaseDirectory, "Fuzz.dll"), .. arguments]) { UseShellExecute = false };
}
