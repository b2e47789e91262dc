namespace TensorFlow.Interop;

/// <summary>The native library in use.</summary>
/// <param name="Handle">For <see cref="System.Runtime.InteropServices.NativeLibrary"/>; never freed, since TensorFlow's threads live as
/// long as the process.</param>
/// <param name="Path">The file, or the bare name by which the system's loader found it.</param>
/// <param name="Version">The version that the library reports.</param>
internal sealed record LoadedLibrary(nint Handle, string Path, Version Version)
{
    private readonly Lazy<bool> _hasXla = new(() => XlaProbe.IsLinkedIn(Handle));

    /// <summary>Whether functions can be compiled by XLA. Asked at first use, as it makes the library sort its kernels (3 ms).</summary>
    public bool HasXla => _hasXla.Value;
}
