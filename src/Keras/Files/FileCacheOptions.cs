namespace Keras;

/// <summary>The arguments of <see cref="FileCache.Get"/>.</summary>
public sealed record FileCacheOptions
{
    /// <summary>The cache. Default: Keras's, the directory that the environment variable <c>KERAS_HOME</c> names, or <c>.keras</c> in the
    /// user's home.</summary>
    public string? Directory { get; init; }

    /// <summary>The directory in the cache. Default: <c>datasets</c>, as in Keras.</summary>
    public string Subdirectory { get; init; } = "datasets";

    /// <summary>Whether a file that is there is downloaded again. Default: false.</summary>
    public bool ForceDownload { get; init; }

    /// <summary>The number of attempts without a single new byte after which a download is given up. Default: 4.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The pause before the second attempt, doubled before each further one. Default: one second.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The time without a single byte after which a connection counts as broken. Default: one minute.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Receives the progress, about ten times a second. Default: a line of the terminal, where the output is one.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }
}
