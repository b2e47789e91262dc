using Xunit;

namespace Examples.Tests;

public class TransformerTests
{
    [Fact]
    public void It_trains_for_a_moment_and_writes_words()
    {
        Finished run = Example.RunNamed("Transformer", "1", "1000");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("of 200 unseen words are written backwards without a mistake.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", run.Output, StringComparison.Ordinal);
    }
}
