namespace Keras.Saving;

/// <summary>How weights of a file find those of a model; by default layer by layer, all of them.</summary>
/// <param name="ByName">Whether layers of the same name belong together.</param>
/// <param name="SkipMismatch">Whether weights of another number or shape are left as they are.</param>
internal readonly record struct WeightMatching(bool ByName, bool SkipMismatch);
