namespace Keras.Saving;

/// <summary>The matching of a file's weights with those of a model. Default: all of them, layer by layer.</summary>
/// <param name="ByName">Whether layers are matched by name.</param>
/// <param name="SkipMismatch">Whether weights of another number or shape are skipped.</param>
internal readonly record struct WeightMatching(bool ByName, bool SkipMismatch);
