using Xunit;

namespace Examples.Tests;

/// <summary>Programs do what they do whatever a user has set in the environment.</summary>
public class EnvironmentTests
{
    [Theory]
    [InlineData("A=nothing that matters")]
    [InlineData("TF_CPP_MIN_LOG_LEVEL=", "TF_ENABLE_ONEDNN_OPTS=0", "LC_ALL=tr_TR.UTF-8", "DOTNET_gcServer=1")]
    [InlineData("TF_CPP_MIN_LOG_LEVEL=1", "TF_ENABLE_ONEDNN_OPTS=1", "LC_ALL=de_DE.UTF-8", "DOTNET_TieredCompilation=0")]
    [InlineData("TF_CPP_MIN_LOG_LEVEL=2", "OMP_NUM_THREADS=1", "LC_ALL=C", "NO_COLOR=1")]
    [InlineData("TF_CPP_MIN_LOG_LEVEL=3", "TF_NUM_INTRAOP_THREADS=1", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0", "TERM=dumb")]
    [InlineData("XLA_FLAGS=--xla_cpu_multi_thread_eigen=false")]
    public void APlainRunSaysTheSameAndNothingOnStandardError(params string[] variables)
    {
        Finished run = Example.RunWith(variables, "TensorFlowFunctions");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^as a graph: y = 2\.99\d x - 2\.00\d, loss 0\.003\d+, 2000 steps in \d+\.\d ms\ncompiled:   y = 2\.99\d x",
            run.Output);
    }

    [Fact]
    public void TheLogIsThereForWhoAsksForIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What the library logs elsewhere is not known.");
        Finished run = Example.RunWith(["TF_CPP_MIN_LOG_LEVEL=0"], "TensorFlowFunctions");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"(?m)^I\d{4} .*\] ", run.Error);
    }

    [Theory]
    [InlineData("TF_NUM_INTRAOP_THREADS=-5", "expected a number of threads from 0")]
    [InlineData("XLA_FLAGS=--no_such_flag", "no flag '--no_such_flag'")]
    [InlineData("TENSORFLOW_NATIVE_DIRECTORY=no-such-directory", "which does not exist")]
    public void WhatTheLibraryWouldEndTheProcessOverIsASentence(string variable, string says)
    {
        Finished run = Example.RunWith([variable], "MnistTraining", "--quiet");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingLibraryIsToldInFull()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere another variable says where the cache is.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable("TENSORFLOW_NATIVE_DIRECTORY") is { Length: > 0 },
            "The library is searched nowhere else.");
        Finished run = Example.RunWith(["XDG_CACHE_HOME=/no-such-directory"], "MnistTraining", "--quiet");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        foreach (string part in (string[])["was not found", "/no-such-directory/tensorflow-runtime",
            "UsesTensorFlowRuntime", "TENSORFLOW_NATIVE_DIRECTORY"])
            Assert.Contains(part, run.Error, StringComparison.Ordinal);
    }
}
