using System.Globalization;
using System.Text.RegularExpressions;

namespace Examples.Tests;

/// <summary>What a process left behind.</summary>
internal sealed partial record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>The test accuracy in percent, of the result line.</summary>
    public double TestAccuracy => double.Parse(ResultLine().Match(Output).Groups["accuracy"].Value, CultureInfo.InvariantCulture);

    /// <summary>Test loss and accuracy as they were printed.</summary>
    public string TestNumbers => ResultLine().Match(Output).Value;

    [GeneratedRegex(@"Test loss [\d.]+, accuracy (?<accuracy>[\d.]+) %")]
    private static partial Regex ResultLine();
}
