namespace Keras.Files;

/// <summary>Keras's own directory: <c>KERAS_HOME</c>, or <c>.keras</c> in the user's home.</summary>
internal static class CacheDirectory
{
    private static readonly AsyncLocal<Scope?> Current = new();

    /// <summary>Gets a given directory as a full path, or that of Keras.</summary>
    public static string Find(string? asked)
    {
        if ((asked ?? Current.Value?.Directory) is { } given)
            return Path.GetFullPath(given);
        if (Environment.GetEnvironmentVariable("KERAS_HOME") is { Length: > 0 } named)
            return Path.GetFullPath(named);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), ".keras");
    }

    /// <summary>Redirects an address, for tests with a server of their own.</summary>
    public static Uri Redirect(Uri address) => Current.Value?.Redirect(address) ?? address;

    /// <summary>Another directory and other addresses within an asynchronous flow.</summary>
    public sealed class Scope : IDisposable
    {
        private readonly Scope? before = Current.Value;

        public Scope(string directory, Func<Uri, Uri> redirect)
        {
            (Directory, Redirect) = (directory, redirect);
            Current.Value = this;
        }

        public string Directory { get; }

        public Func<Uri, Uri> Redirect { get; }

        public void Dispose() => Current.Value = before;
    }
}
