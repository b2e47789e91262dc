using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Examples.Tests;

/// <summary>The examples with training steps of their own, for a moment.</summary>
public class OwnStepTests
{
    [Fact]
    public void An_adversarial_network_generates_images()
    {
        Finished run = Example.RunNamed("Gan", "2", "1000");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^last epoch: discriminator's loss \d+\.\d{4}, generator's loss \d+\.\d{4}", run.Output);
        Match ink = Regex.Match(run.Output, @"mean brightness: generated (\d\.\d{3})");
        Assert.True(ink.Success && Number(ink.Groups[1].Value) is > 0 and < 1, run.Output);
    }

    [Fact]
    public void A_variational_autoencoder_learns_to_encode_images()
    {
        Finished run = Example.RunNamed("VariationalAutoencoder", "2", "4000");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Match loss = Regex.Match(run.Output, @"test images: loss (\d+\.\d+), reconstruction (\d+\.\d+), divergence (\d+\.\d+)");
        // Of an image of gray alone it is 784 · log 2 = 543.
        Assert.True(loss.Success && Number(loss.Groups[1].Value) < 300 && Number(loss.Groups[3].Value) > 0, run.Output);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
