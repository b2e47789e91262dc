using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <content>The config.</content>
[KerasSerializable]
[ConfigOrder(nameof(MaxTokens), nameof(Standardize), nameof(Split), nameof(Ngrams), nameof(OutputMode), nameof(OutputSequenceLength),
    nameof(PadToMaxTokens), nameof(Sparse), nameof(Ragged), nameof(Vocabulary), nameof(IdfWeights), nameof(Encoding), nameof(FrozenSize))]
public sealed partial class TextVectorization
{
    private const int LargestInFile = 1 << 28;

    /// <summary>The vocabulary size; a file that stores the vocabulary as an asset sets it.</summary>
    [ConfigArgument("vocabulary_size", LargestInFile = LargestInFile)]
    internal int? FrozenSize
    {
        get => VocabularySize;
        init => lookup.FrozenSize = value;
    }

    [ConfigArgument]
    private IReadOnlyList<string>? Vocabulary => lookup.Vocabulary;

    [ConfigArgument]
    private NumberArray? IdfWeights => lookup.IdfWeights;

    [ConfigArgument]
    private bool Sparse { get; }

    [ConfigArgument]
    private bool Ragged { get; }

    // One argument is the name of a standardization, or a function.
    private static string? ReadMode(Config config, string key, string? missing) =>
        config.Contains(key) && config.GetNode(key) is not JsonObject ? config.GetString(key, null) : missing;

    private static Func<Symbol, Symbol>? ReadFunction(Config config, string key) =>
        CustomFunctions.Read(config, key, nameof(TextVectorization)).Function;

    private static string? ReadFunctionName(Config config, string key) =>
        CustomFunctions.Read(config, key, nameof(TextVectorization)).Name;

    private void WriteStandardize(Config config) => Write(config, "standardize", Standardize, StandardizeFunction, StandardizeFunctionName);

    private void WriteSplit(Config config) => Write(config, "split", Split, SplitFunction, SplitFunctionName);

    private static void Write(Config config, string key, string? mode, Func<Symbol, Symbol>? function, string? name) =>
        config.SetNode(key, function is not null ? CustomFunctions.ToJson(name) : mode is null ? null : JsonValue.Create(mode));
}
