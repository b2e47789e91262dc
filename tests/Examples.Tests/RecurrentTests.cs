using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Examples.Tests;

/// <summary>The examples with recurrent layers, for a moment.</summary>
public class RecurrentTests
{
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void A_recurrent_network_learns_to_read_digits_line_by_line(string kind)
    {
        Finished run = Example.RunNamed("RecurrentMnist", "2", "4000", kind);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Match accuracy = Regex.Match(run.Output, @"test accuracy (\d+\.\d+)\s?%");
        Assert.True(accuracy.Success && Number(accuracy.Groups[1].Value) >= 60, run.Output);
    }

    [Fact]
    public void A_forecast_is_better_than_the_value_of_the_day_before()
    {
        Finished run = Example.RunNamed("TimeSeries");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Match error = Regex.Match(run.Output, @"hours ahead: (\d+\.\d+), of the naive forecast (\d+\.\d+)");
        Assert.True(error.Success && Number(error.Groups[1].Value) < Number(error.Groups[2].Value), run.Output);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
