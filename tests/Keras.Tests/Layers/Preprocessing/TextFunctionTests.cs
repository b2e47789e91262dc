using System.Text.Json;
using Keras.Layers;
using Keras.Tests.Saving;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Texts that custom functions standardize and split, as in Keras (<c>make_text_functions.py</c>).</summary>
public sealed class TextFunctionTests
{
    private static readonly JsonElement Recorded = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "preprocessing", "text_functions.json"))).RootElement;

    private static readonly string[] Texts = [.. Recorded.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];

    public static TheoryData<string> Cases =>
        [.. Recorded.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_vocabulary_and_the_outputs_are_those_of_Keras(string name)
    {
        JsonElement one = Recorded.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        using TextVectorization layer = Create(one.GetProperty("arguments"));
        layer.Adapt(Texts);
        Assert.Equal(one.GetProperty("vocabulary").EnumerateArray().Select(t => t.GetString()), layer.GetVocabulary());
        using Tensor outputs = layer.Apply(Texts), numbers = outputs.Cast(DType.Float32);
        Assert.Equal(one.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()), outputs.Shape);
        float[] expected = [.. one.GetProperty("outputs").EnumerateArray().Select(v => v.GetSingle())], actual = numbers.ToArray<float>();
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    [Fact]
    public void Registered_functions_go_through_files()
    {
        CustomObjects.RegisterFunction("tests>without_tags", WithoutTags);
        CustomObjects.RegisterFunction("tests>at_commas", AtCommas);
        TextVectorization layer = new(outputSequenceLength: 3)
        {
            StandardizeFunction = WithoutTags,
            StandardizeFunctionName = "tests>without_tags",
            SplitFunction = AtCommas,
            SplitFunctionName = "tests>at_commas",
        };
        layer.Adapt(Texts);
        using Sequential model = new(new InputLayer([1], dtype: DType.String), layer);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model read = Model.Load(path.Value);
        using Tensor expected = model.Predict(Texts), actual = read.Predict(Texts);
        Assert.Equal(expected.ToArray<long>(), actual.ToArray<long>());
        Assert.Equal(model.ToJson(), read.ToJson());
    }

    [Theory]
    [InlineData("standardize", "{\"class_name\": \"__lambda__\", \"config\": {\"value\": \"4wEA\"}}", "Python code, which is never run")]
    [InlineData("split", "{\"class_name\": \"function\", \"config\": \"tests>unknown\"}", "no function 'tests>unknown'; register it")]
    public void Functions_that_are_not_known_here_are_refused(string argument, string json, string message)
    {
        string layer = $$"""{"class_name": "TextVectorization", "config": {"{{argument}}": {{json}} } }""";
        ConfigException e = Assert.Throws<ConfigException>(
            () => Model.FromJson($$"""{"class_name": "Sequential", "config": {"layers": [{{layer}}] } }"""));
        Assert.Contains(message, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_function_must_not_return_is_told()
    {
        using TextVectorization numbers = new(vocabulary: ["a"]) { StandardizeFunction = x => RawOps.StringLength(x) };
        Assert.Contains("the function of the standardization to return strings of rank 1, got int32",
            Assert.Throws<ShapeException>(() => numbers.Apply(Texts)).Message, StringComparison.Ordinal);
        using TextVectorization unsplit = new(vocabulary: ["a"]) { SplitFunction = x => x };
        Assert.Contains("the function of the split to return strings of rank 2, got string",
            Assert.Throws<ShapeException>(() => unsplit.Apply(Texts)).Message, StringComparison.Ordinal);
    }

    private static TextVectorization Create(JsonElement arguments)
    {
        string? Text(string name, string? defaultValue) =>
            arguments.TryGetProperty(name, out JsonElement value) ? value.GetString() : defaultValue;
        string? standardize = Text("standardize", "lower_and_strip_punctuation"), split = Text("split", "whitespace");
        bool hasLength = arguments.TryGetProperty("output_sequence_length", out JsonElement length);
        bool hasNgrams = arguments.TryGetProperty("ngrams", out JsonElement ngrams);
        return new(
            standardize: standardize == "without_tags" ? null : standardize, split: split == "at_commas" ? null : split,
            ngrams: hasNgrams ? (Axes)ngrams.GetInt32() : default, outputMode: Text("output_mode", "int")!,
            outputSequenceLength: hasLength ? length.GetInt32() : null)
        {
            StandardizeFunction = standardize == "without_tags" ? WithoutTags : null,
            SplitFunction = split == "at_commas" ? AtCommas : null,
        };
    }

    private static Symbol WithoutTags(Symbol x) => RawOps.StaticRegexReplace(RawOps.StringLower(x), "<br />", ",");

    private static Symbol AtCommas(Symbol x)
    {
        using Tensor comma = Tensor.CreateStrings([","], []), padding = Tensor.CreateStrings([""], []);
        (Symbol indices, Symbol values, Symbol shape) = RawOps.StringSplitV2(x, x.Graph.Constant(comma));
        return RawOps.SparseToDense(indices, shape, values, x.Graph.Constant(padding)).WithShape([x.Shape[0], -1]);
    }
}
