using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Examples.Tests;

/// <summary>The example of transfer learning, for a moment: a base of few images.</summary>
public class TransferLearningTests
{
    [Fact]
    public void A_base_helps_to_learn_new_digits_from_few_images()
    {
        Finished run = Example.RunNamed("TransferLearning", "3", "1000", "5");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^base: 5000 images of 0 to 4, training accuracy \d+\.\d\s?%", run.Output);
        double frozen = Accuracy(run, "head on the frozen base: 25 images of 5 to 9, 2885 trainable parameters");
        double tuned = Accuracy(run, @"fine-tuned: \d+ trainable parameters");
        double scratch = Accuracy(run, "from random weights");
        Assert.InRange(frozen, scratch, 100);
        Assert.InRange(tuned, scratch, 100);
        Assert.InRange(scratch, 40, 100); // Chance is 20 %.
    }

    private static double Accuracy(Finished run, string line)
    {
        Match match = Regex.Match(run.Output, $@"(?m)^{line}.*?accuracy (\d+\.\d)\s?%");
        Assert.True(match.Success, run.Output);
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
