using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Loading;

/// <summary>
/// What users have set in their environment is taken as they meant it, or refused before the library ends the process over it.
/// </summary>
public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("TF_NUM_INTRAOP_THREADS", "-5", "from 0 (one a core) to 4096")]
    [InlineData("TF_NUM_INTRAOP_THREADS", "99999999999999999999", "from 0")]
    [InlineData("TF_DETERMINISTIC_ORDER", "-5", "0, 1, true or false")]
    [InlineData("TF_MKL_ALLOC_MAX_BYTES", "-5", "at least 0")]
    [InlineData("TF_PER_DEVICE_MEMORY_LIMIT_MB", "much", "an integer")]
    [InlineData("TF_NUM_INTEROP_THREADS", "100000", "from 0")]
    [InlineData("TF_DETERMINISTIC_OPS", "yes", "0, 1, true or false")]
    [InlineData("XLA_FLAGS", "--no_such_flag", "no flag '--no_such_flag'")]
    [InlineData("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false --xla_nonsense=3", "no flag '--xla_nonsense'")]
    [InlineData("XLA_FLAGS", "-xla_cpu_multi_thread_eigen=false", "begin with '--'")]
    [InlineData("XLA_FLAGS", "no-such-file", "there is no such file")]
    [InlineData("XLA_FLAGS", " ", "there is no such file")]
    [InlineData("TF_XLA_FLAGS", "--tf_nope=1", "no flag '--tf_nope'")]
    public void WhatWouldEndTheProcessIsRefused(string name, string value, string why)
    {
        NativeLibraryException error = Assert.Throws<NativeLibraryException>(() => Verify(name, value));
        Assert.StartsWith($"The environment variable {name} is '{value}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Correct the variable, or unset it.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TF_NUM_INTRAOP_THREADS", "0")]
    [InlineData("TF_NUM_INTRAOP_THREADS", "2")]
    [InlineData("TF_NUM_INTRAOP_THREADS", "many")]
    [InlineData("TF_NUM_INTEROP_THREADS", "")]
    [InlineData("TF_NUM_INTEROP_THREADS", "-1")]
    [InlineData("TF_PER_DEVICE_MEMORY_LIMIT_MB", "-5")]
    [InlineData("TF_DETERMINISTIC_OPS", "True")]
    [InlineData("XLA_FLAGS", "")]
    [InlineData("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false  --xla_dump_to='a --xla_nonsense b'\t--xla_cpu_enable_fast_math")]
    [InlineData("XLA_FLAGS", "--xla_dump_to=\"a \\\" --xla_nonsense\"")]
    [InlineData("TF_XLA_FLAGS", "--tf_xla_auto_jit=2")]
    [InlineData("OMP_NUM_THREADS", "-5")]
    public void WhatTheLibraryTakesIsLeftToIt(string name, string value) => Verify(name, value);

    [Fact]
    public void AFileOfFlagsIsRead()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("flags");
        File.WriteAllText(file, "--xla_cpu_multi_thread_eigen=true\n--no_such_flag\n");
        Assert.Contains("no flag '--no_such_flag'",
            Assert.Throws<NativeLibraryException>(() => Verify("XLA_FLAGS", file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cache", "/home/a", false, "/cache")]
    [InlineData("cache", "/home/a", false, "/home/a/.cache")]
    [InlineData("", "/home/a", false, "/home/a/.cache")]
    [InlineData(null, "/home/a", false, "/home/a/.cache")]
    [InlineData("/cache", "/home/a", true, "/home/a/Library/Caches")]
    public void TheCacheIsWhereTheUserSaidAndARelativeDirectoryIsIgnored(string? xdg, string home, bool isMacOS, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another cache.");
        Assert.Equal(expected, RuntimeCache.UnixUserCache(name => name == "HOME" ? home : name == "XDG_CACHE_HOME" ? xdg : null, isMacOS));
    }

    [Theory]
    [InlineData("HOME=/nowhere")]
    [InlineData("XDG_CACHE_HOME=cache")]
    [InlineData("XDG_CACHE_HOME=/nowhere")]
    public void TheBuildFillsTheCacheThatTheProgramReads(string set)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another cache.");
        string[] parts = set.Split('=');
        string? Variable(string name) => name == parts[0] ? parts[1] : Environment.GetEnvironmentVariable(name);
        string home = Environment.GetEnvironmentVariable("DOTNET_CLI_HOME")
            ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        (int exitCode, string output) = Repository.Run(
            "dotnet",
            ["msbuild", Repository.Native("TensorFlow.Runtime.proj"), "-getProperty:TensorFlowRuntimeCache"],
            ("DOTNET_CLI_HOME", home),
            (parts[0], parts[1]));
        Assert.True(exitCode == 0, output);
        Assert.Equal(RuntimeCache.UnixUserCache(Variable, OperatingSystem.IsMacOS()), output.Trim());
    }

    private static void Verify(string name, string value) =>
        EnvironmentCheck.Verify(n => n == name ? value : null,
            NativeLibraryLoader.Load().Path is var path && Path.IsPathRooted(path) ? path : null);
}
