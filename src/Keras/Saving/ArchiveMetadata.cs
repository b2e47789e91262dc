namespace Keras.Saving;

/// <summary>The form of <c>metadata.json</c>.</summary>
/// <param name="KerasVersion">The release whose form the file has.</param>
/// <param name="DateSaved">When it was saved, <c>2026-11-24@03:47:26</c>.</param>
internal sealed record ArchiveMetadata(string KerasVersion, string DateSaved);
