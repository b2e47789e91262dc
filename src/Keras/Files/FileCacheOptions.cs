namespace Keras;

/// <summary>The arguments of <see cref="FileCache.Get"/>.</summary>
public sealed record FileCacheOptions
{
    /// <summary>The cache directory. Default: that of Keras, the environment variable <c>KERAS_HOME</c> or <c>.keras</c> in the user's
    /// home.</summary>
    public string? Directory { get; init; }

    /// <summary>The subdirectory in the cache. Default: <c>datasets</c>, as in Keras.</summary>
    public string Subdirectory { get; init; } = "datasets";

    /// <summary>Whether an existing file is downloaded again. Default: false.</summary>
    public bool ForceDownload { get; init; }

    /// <summary>The maximum number of consecutive attempts that receive nothing. Default: 4.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The delay before the second attempt, doubled before each further one. Default: one second.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The timeout of a connection that receives nothing. Default: one minute.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Receives the progress, about ten times a second. Default: a line of the terminal, if the output is a terminal.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }
}
