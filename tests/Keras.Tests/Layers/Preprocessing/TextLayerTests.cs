using System.Text.Json;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>The layers of strings and their hashes compute what the real Keras's do (<c>make_text.py</c>).</summary>
public sealed class TextLayerTests
{
    private static readonly Fixture Text = Fixture.Load("preprocessing/text");

    public static TheoryData<string> Cases => [.. Text.Cases().Select(c => c.GetProperty("name").GetString()!)];

    public static TheoryData<string> Models => [.. Text.Root.GetProperty("models").EnumerateObject().Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_learns_and_computes_what_Keras_does(string name)
    {
        JsonElement one = Text.Cases().Single(c => c.GetProperty("name").GetString() == name);
        using Layer layer = LayerRegistry.Instance.FromJson(EnvelopeTests.Parse(one.GetProperty("layer").GetString()!));
        if (one.TryGetProperty("adapt", out JsonElement adapt))
        {
            using Tensor samples = Read(adapt);
            ((AdaptedLayer)layer).Adapt(samples);
            Assert.Equal(PythonJson.Write(EnvelopeTests.Parse(one.GetProperty("adapted").GetString()!)["config"]),
                PythonJson.Write(layer.GetConfig().ToJson()));
        }

        if (one.TryGetProperty("vocabulary", out JsonElement vocabulary))
            Assert.Equal(vocabulary.GetProperty("strings").EnumerateArray().Select(s => s.GetString()), VocabularyOf(layer));
        Tensor[] inputs = [.. one.GetProperty("inputs").EnumerateArray().Select(Read)];
        using Tensor expected = Read(one.GetProperty("outputs"));
        using Tensor actual = inputs.Length == 1 ? layer.Apply(inputs[0]) : layer.Apply([.. inputs.Select(i => (Data)i)]);
        AssertEqual(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_of_Keras_is_read_with_its_vocabularies_predicts_alike_and_is_written_again(string name)
    {
        JsonElement one = Text.Root.GetProperty("models").GetProperty(name);
        string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "preprocessing", name + ".keras");
        string copy = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.keras");
        try
        {
            using Model model = Model.Load(path);
            AssertPredicts(one, model);
            model.Save(copy);
            using Model again = Model.Load(copy);
            Assert.Equal(model.ToJson(), again.ToJson());
            AssertPredicts(one, again);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static void AssertPredicts(JsonElement one, Model model)
    {
        Tensor[] inputs = [.. one.GetProperty("inputs").EnumerateArray().Select(Read)];
        using Tensor expected = Read(one.GetProperty("outputs"));
        using Tensor actual = inputs.Length == 1 ? model.Predict(inputs[0]) : model.Predict([.. inputs.Select(i => (Data)i)]);
        PreparedCase.AssertClose(expected, actual, 1e-5);
    }

    private static IEnumerable<string> VocabularyOf(Layer layer) => layer switch
    {
        StringLookup strings => strings.GetVocabulary(),
        TextVectorization text => text.GetVocabulary(),
        IntegerLookup integers => integers.GetVocabulary().Select(t => FormattableString.Invariant($"{t}")),
        _ => throw new NotSupportedException(layer.ClassName),
    };

    private static Tensor Read(JsonElement value) => value.TryGetProperty("strings", out JsonElement strings)
        ? Tensor.CreateStrings([.. strings.EnumerateArray().Select(s => s.GetString()!)],
            Shape.Create([.. value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]))
        : PreparedCase.Array(Text, value.GetProperty("array"));

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        if (expected.DType != DType.String)
        {
            PreparedCase.AssertClose(expected, actual, 2e-6);
            return;
        }

        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToStrings(), actual.ToStrings());
    }
}
