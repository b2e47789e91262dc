using TensorFlow;

namespace Keras.Layers;

/// <content>The config.</content>
public sealed partial class TextVectorization
{
    internal static TextVectorization FromConfig(Config config)
    {
        // Null is a value of these.
        (Func<Symbol, Symbol>? Function, string? Name) standardizing = CustomFunctions.Read(config, "standardize", "TextVectorization");
        (Func<Symbol, Symbol>? Function, string? Name) splitting = CustomFunctions.Read(config, "split", "TextVectorization");
        string? standardize = standardizing.Function is null && config.Keys.Contains("standardize")
            ? config.GetString("standardize") : "lower_and_strip_punctuation";
        string? split = splitting.Function is null && config.Keys.Contains("split") ? config.GetString("split") : "whitespace";
        TextVectorization layer = new(LookupOptions.ReadMaxTokens(config), standardize, split, config.GetAxes("ngrams", default),
            config.GetString("output_mode", "int")!,
            config.Has("output_sequence_length") ? config.GetCount("output_sequence_length", null, 1 << 28) : null,
            config.GetBool("pad_to_max_tokens", false), config.GetStrings("vocabulary"), NumberArray.Read(config, "idf_weights"),
            config.GetBool("sparse", false), config.GetBool("ragged", false), config.GetString("encoding", "utf-8")!)
        {
            StandardizeFunction = standardizing.Function,
            StandardizeFunctionName = standardizing.Name,
            SplitFunction = splitting.Function,
            SplitFunctionName = splitting.Name,
        };
        layer.lookup.FreezeSize(config);
        return layer;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        Config inner = lookup.GetConfig();
        config.Set("max_tokens", MaxTokens).Set("standardize", Standardize).Set("split", Split);
        if (StandardizeFunction is not null)
            config.SetNode("standardize", CustomFunctions.ToJson(StandardizeFunctionName));
        if (SplitFunction is not null)
            config.SetNode("split", CustomFunctions.ToJson(SplitFunctionName));
        if (Ngrams.IsAll)
            config.Set("ngrams", (string?)null);
        else
            config.SetAxes("ngrams", Ngrams);
        config.Set("output_mode", OutputMode).Set("output_sequence_length", OutputSequenceLength).Set("pad_to_max_tokens", PadToMaxTokens)
            .Set("sparse", false).Set("ragged", false).SetNode("vocabulary", inner.GetNode("vocabulary")?.DeepClone())
            .SetNode("idf_weights", inner.GetNode("idf_weights")?.DeepClone()).Set("encoding", Encoding)
            .Set("vocabulary_size", VocabularySize);
    }
}
