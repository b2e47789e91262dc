using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Examples.Tests;

public partial class TrainingTests
{
    [Fact]
    public void An_epoch_reads_most_digits_and_prints_plain_lines()
    {
        Finished run = Example.Run("--epochs", "1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(run.TestAccuracy >= 90, run.Output);
        Assert.Single(run.Output.Split('\n'), line => line.StartsWith("Epoch ", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Output, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_quiet_is_one_line()
    {
        string[] arguments = ["--epochs", "1", "--seed", "7", "--dropout", "0.2", "--batch-size", "128", "--quiet"];

        Finished first = Example.Run(arguments), second = Example.Run(arguments);

        Assert.NotEmpty(first.TestNumbers);
        Assert.Equal(first.TestNumbers, second.TestNumbers);
        Assert.Single(first.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public void All_options_together_train()
    {
        Finished run = Example.Run(
            "--epochs", "1", "--batch-size", "100", "--optimizer", "SGD", "--learning-rate",
                "0.2", "--hidden", "32", "--dropout", "0.1", "--l2", "0.0001",
            "--validation-split", "0.1", "--device", "/CPU:0", "--jit", "Off");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("validation loss", run.Output, StringComparison.Ordinal);
        Assert.Contains("learning rate 0.2", run.Output, StringComparison.Ordinal);
        Assert.True(run.TestAccuracy >= 85, run.Output);
    }

    [Fact]
    public void A_batch_larger_than_the_data_does_not_count_images_that_are_not_there()
    {
        Finished run = Example.Run("--epochs", "1", "--batch-size", "2147483647", "--quiet");

        Match match = Speed().Match(run.Output);
        double seconds = double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture);
        double images = double.Parse(match.Groups["images"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) * seconds;
        // The time is printed with one decimal.
        Assert.InRange(images, 30_000, 120_000);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_an_error()
    {
        Finished run = Example.Run("--epochs", "1", "--batch-size", "1000", "--optimizer", "sgd", "--learning-rate", "1e30", "--quiet");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The loss is NaN: training failed. Lower --learning-rate.", run.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"trained in (?<seconds>[0-9.]+) s \((?<images>[0-9,]+) images a second\)")]
    private static partial Regex Speed();
}
