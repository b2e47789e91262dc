using Xunit;

namespace Examples.Tests;

/// <summary>The examples with convolutions, for a moment: few images, one epoch.</summary>
public class ConvolutionTests
{
    [Fact]
    public void A_convolutional_network_learns_to_read_digits()
    {
        Finished run = Example.RunNamed("ConvolutionalMnist", "1", "4000");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^test loss \d\.\d{4}, test accuracy \d{2}\.\d{2}\s?%", run.Output);
        Assert.Matches(@"(?m)^most confident mistake: image \d+ is classified as \d \(\d+\.\d\s?%\) and is \d:", run.Output);
    }

    [Fact]
    public void An_autoencoder_removes_noise_from_images()
    {
        Finished run = Example.RunNamed("Autoencoder", "4", "4000");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        System.Text.RegularExpressions.Match error =
            System.Text.RegularExpressions.Regex.Match(run.Output, @"(\d\.\d{4}) noisy, (\d\.\d{4}) denoised");
        Assert.True(error.Success, run.Output);
        Assert.True(Number(error.Groups[2].Value) < Number(error.Groups[1].Value) / 2, run.Output);
    }

    [Fact]
    public void Augmentation_helps_a_small_training_set()
    {
        Finished run = Example.RunNamed("ImageAugmentation", "2", "200");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^10,000 test digits after training on 200: \d{2}\.\d\s?% as they are, \d{2}\.\d\s?% augmented", run.Output);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
