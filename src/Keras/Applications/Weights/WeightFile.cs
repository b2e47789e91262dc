namespace Keras.Applications;

/// <summary>A file of weights that Keras publishes.</summary>
/// <param name="FileName">The name in the cache.</param>
/// <param name="Address">The address of the file.</param>
/// <param name="Hash">The MD5 or SHA-256 of the file; null where Keras knows none.</param>
internal sealed record WeightFile(string FileName, string Address, string? Hash)
{
    /// <summary>A file of the same name in the cache and in a folder of the server.</summary>
    public static WeightFile Of(string folder, string fileName, string? hash) => new(fileName, folder + fileName, hash);

    /// <summary>The names of the older architectures.</summary>
    public static WeightFile WithKernels(string folder, string model, bool includeTop, string hash, string featuresHash) =>
        Of(folder, $"{model}_weights_tf_dim_ordering_tf_kernels{(includeTop ? "" : "_notop")}.h5", includeTop ? hash : featuresHash);

    /// <summary>The path of the file, which is downloaded where the cache does not have it.</summary>
    /// <exception cref="DownloadException">The file cannot be downloaded, or is not the expected one.</exception>
    public string Get(IProgress<DownloadProgress>? progress) =>
        FileCache.Get(FileName, new Uri(Address), Hash, new() { Subdirectory = "models", Progress = progress });
}
