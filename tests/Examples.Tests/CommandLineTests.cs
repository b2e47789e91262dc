using Xunit;

namespace Examples.Tests;

public class CommandLineTests
{
    [Fact]
    public void Help_explains_every_option()
    {
        Finished run = Example.Run("--help");

        Assert.Equal(0, run.ExitCode);
        string[] options =
        [
            "--epochs", "--batch-size", "--optimizer", "--learning-rate", "--hidden",
                "--dropout", "--l2", "--validation-split", "--seed", "--dataset", "--device",
            "--jit", "--quiet",
        ];
        Assert.All(options, option => Assert.Matches($"{option}( <[^>]+>)? +[A-Z]", run.Output));
        Assert.Contains("130", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_while_the_runtime_still_loads_is_told_each_time()
    {
        for (int i = 0; i < 10; i++)
        {
            Finished run = Example.Run("--dataset", "no-such-directory");
            Assert.Equal(1, run.ExitCode);
            Assert.NotEmpty(run.Error);
        }
    }

    public static readonly TheoryData<string, string, string> Others = new()
    {
        { "AudioKeywords", "many", "an integer of at least 1 as epochs, got 'many'" },
        { "Autoencoder", "0", "an integer of at least 1 as epochs, got '0'" },
        { "ConvolutionalMnist", "-1", "'-1'" }, { "Gan", "1.5", "as epochs" }, { "ImageAugmentation", "--epochs", "'--epochs'" },
        { "RecurrentMnist", "1 100 rnn", "'gru'" },
        { "Tabular", "1 none", "as days, got 'none'" }, { "TextClassification", "1,000", "as epochs" },
        { "TimeSeries", "1 2", "'2'" }, { "TransferLearning", "1 1 0", "as few, got '0'" }, { "Transformer", "x", "as epochs" },
        { "VariationalAutoencoder", "1 1 1", "'1'" }, { "ModelFiles", "a b", "'b'" }, { "Plots", "a b", "'b'" },
        { "TensorFlowFunctions", "a", "'a'" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_example_has_help_and_refuses_a_wrong_argument(string name, string arguments, string says)
    {
        Finished help = Example.RunNamed(name, "--help"), wrong = Example.RunNamed(name, arguments.Split(' '));

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("Description:", help.Output, StringComparison.Ordinal);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains(says, wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--optimizer", "foo", "sgd, adam, adagrad")]
    [InlineData("--jit", "maybe", "auto, on, off")]
    [InlineData("--epochs", "0", "at least 1")]
    [InlineData("--batch-size", "many", "an integer")]
    [InlineData("--batch-size", "1,000", "an integer")]
    [InlineData("--seed", "1.5", "an integer")]
    [InlineData("--learning-rate", "-1", "above 0")]
    [InlineData("--learning-rate", "1,5", "above 0")]
    [InlineData("--dropout", "0,5", "below 1")]
    [InlineData("--l2", "1,000.5", "at least 0")]
    [InlineData("--dropout", "1", "below 1")]
    [InlineData("--validation-split", "NaN", "below 1")]
    [InlineData("--colour", "red", "--colour")]
    [InlineData("--dataset", "no-such-directory", "'no-such-directory' does not exist")]
    [InlineData("--device", "/TPU:7", "/CPU:0")]
    public void A_wrong_value_is_refused_with_a_sentence(string option, string value, string says)
    {
        Finished run = Example.Run(option, value);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
