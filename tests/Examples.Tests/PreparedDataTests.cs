using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Examples.Tests;

/// <summary>The examples of tables, texts and sounds, for a moment, on data that they make themselves.</summary>
public class PreparedDataTests
{
    [Fact]
    public void A_cross_of_features_tells_what_columns_by_themselves_do_not()
    {
        Finished run = Example.RunNamed("Tabular", "20", "4000");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(Percent(run, "columns by themselves: test accuracy"), 50, 80);
        Assert.InRange(Percent(run, "with the cross of city and weather: test accuracy"), 85, 100);
    }

    [Fact]
    public void Neighbouring_words_tell_what_words_by_themselves_do_not()
    {
        Finished run = Example.RunNamed("TextClassification", "3", "3000");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(Percent(run, "mean of all words: test accuracy"), 30, 70); // Chance is 50 %.
        Assert.InRange(Percent(run, "three words at a time: test accuracy"), 90, 100);
    }

    [Fact]
    public void A_network_reads_spectrograms_of_sounds()
    {
        Finished run = Example.RunNamed("AudioKeywords", "8", "600");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(Percent(run, "600 sounds of 4000 samples, 8 epochs: test accuracy"), 50, 100); // Chance is 25 %.
        Assert.Equal(4, Regex.Count(run.Output, @"(?m)^  (rising|falling|double|trill): \d"));
    }

    private static double Percent(Finished run, string line)
    {
        Match match = Regex.Match(run.Output, $@"(?m)^{line} (\d+\.\d)\s?%");
        Assert.True(match.Success, run.Output);
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
