using Keras.Files;
using Keras.Terminals;
using Xunit;

namespace Keras.Tests.Applications;

/// <summary>The line that shows a download in a terminal.</summary>
public sealed class TerminalProgressTests
{
    [Fact]
    public void A_line_is_written_over_and_ends_with_the_download()
    {
        StringWriter output = new() { NewLine = "\n" };
        TerminalProgress progress = new(new Terminal(output, () => 80, isTerminal: true));
        progress.Report(new("weights.h5", 12_340_000, 98_100_000));
        progress.Report(new("weights.h5", 98_100_000, 98_100_000));
        progress.Close();
        Assert.Equal("\rweights.h5: 12.3 of 98.1 MB (13 %)\rweights.h5: 98.1 of 98.1 MB (100 %)\n", output.ToString());
    }

    [Fact]
    public void A_size_that_is_not_known_and_a_narrow_window_are_no_trouble()
    {
        StringWriter output = new() { NewLine = "\n" };
        TerminalProgress progress = new(new Terminal(output, () => 20, isTerminal: true));
        progress.Report(new("weights.h5", 12_340_000, null));
        progress.Report(new("a_long_name_of_a_file.h5", 1, null));
        Assert.Equal("\rweights.h5: 12.3 MB\ra_long_name_of_a_fi", output.ToString());
    }
}
