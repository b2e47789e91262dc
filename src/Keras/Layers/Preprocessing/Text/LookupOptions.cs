namespace Keras.Layers;

/// <summary>The arguments that all look-up layers have, checked.</summary>
internal sealed record LookupOptions(
    int? MaxTokens, int NumOovIndices, bool Invert, string OutputMode, bool PadToMaxTokens, string OovMethod, long[]? Salt)
{
    /// <exception cref="ArgumentException">An argument is unknown, or does not go with another.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public static LookupOptions Create(
        string layer, int? maxTokens, int numOovIndices, bool invert, string outputMode, bool padToMaxTokens, bool sparse,
        string oovMethod, IReadOnlyList<long>? salt, bool hasWeights, bool takesSalt)
    {
        if (maxTokens is <= 1)
            throw new ArgumentOutOfRangeException(nameof(maxTokens), maxTokens,
                $"{layer}: expected maxTokens of at least 2, or null for any number of tokens, got {maxTokens}.");
        if (padToMaxTokens && maxTokens is null)
            throw new ArgumentException($"{layer}: expected maxTokens with padToMaxTokens, got none; give it too.", nameof(padToMaxTokens));
        Required.AtLeast(layer, 0, numOovIndices);
        if (oovMethod is not ("floormod" or "farmhash"))
            throw new ArgumentException($"{layer}: expected the oovMethod floormod or farmhash, got '{oovMethod}'.", nameof(oovMethod));
        if (salt is not (null or { Count: 1 or 2 }))
            throw new ArgumentException($"{layer}: expected one or two integers as salt, got {salt.Count}.", nameof(salt));
        if (salt is not null && !takesSalt)
            throw new ArgumentException(
                $"{layer}: expected no salt with the oovMethod {oovMethod}, got one; set oovMethod to farmhash.", nameof(salt));
        string mode = OutputModes.Check(
            outputMode, layer, OutputModes.Int, OutputModes.OneHot, OutputModes.MultiHot, OutputModes.Count, OutputModes.TfIdf);
        if (invert && mode != OutputModes.Int)
            throw new ArgumentException($"{layer}: expected the output mode int with invert, got {mode}.", nameof(outputMode));
        if (hasWeights && mode != OutputModes.TfIdf)
            throw new ArgumentException($"{layer}: expected the output mode tf_idf with idfWeights, got {mode}.", nameof(outputMode));
        _ = OutputModes.RefuseSparse(sparse, layer);
        return new(maxTokens, numOovIndices, invert, mode, padToMaxTokens, oovMethod, salt is null ? null : [salt[0], salt[^1]]);
    }
}
