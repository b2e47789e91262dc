namespace Keras.Saving;

/// <summary>The contents of <c>metadata.json</c>.</summary>
/// <param name="KerasVersion">The release of Keras whose format the file has.</param>
/// <param name="DateSaved">The time of saving, <c>2026-11-24@03:47:26</c>.</param>
internal sealed record ArchiveMetadata(string KerasVersion, string DateSaved);
