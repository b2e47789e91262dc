namespace Fuzz.Readers;

/// <summary>A file to be loaded.</summary>
/// <param name="Name">Its name, which tells how it is to be read.</param>
/// <param name="Content">What it holds.</param>
internal sealed record DamagedFile(string Name, byte[] Content);
