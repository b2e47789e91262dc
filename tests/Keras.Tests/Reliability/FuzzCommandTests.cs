using System.CommandLine;
using Fuzz.Running;
using Xunit;

namespace Keras.Tests.Reliability;

/// <summary>Wrong arguments of the program that damages files are told before anything runs.</summary>
public sealed class FuzzCommandTests
{
    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("Unrecognized command or argument 'keras'", "keras")]
    [InlineData("Expected at least 1 for --mutations, got 0.", "run", "--mutations", "0")]
    [InlineData("Cannot parse argument 'many' for option '--mutations'", "run", "--mutations", "many")]
    [InlineData("Required argument missing for option: '--seed'", "run", "--seed")]
    [InlineData("'npy'", "run", "png")]
    [InlineData("File does not exist: 'no-such-file'", "repeat", "no-such-file")]
    [InlineData("Required argument 'file' missing for command: 'repeat'", "repeat")]
    public void A_wrong_argument_is_told(string message, params string[] arguments)
    {
        ParseResult line = FuzzCommand.Create().Parse(arguments);

        Assert.Contains(line.Errors, e => e.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_are_ten_thousand_files_for_each_reader()
    {
        ParseResult line = FuzzCommand.Create().Parse(["run"]);

        Assert.Empty(line.Errors);
        Assert.Equal((10_000, 1), (line.GetValue<int>("--mutations"), line.GetValue<int>("--seed")));
        Assert.Empty(line.GetValue<string[]>("reader")!);
    }
}
