using System.Text.Json;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What Keras 3.15.1 saved in forms out of the ordinary (<c>Fixtures/saving</c>), and what it said about it.</summary>
internal sealed class SavingFixture
{
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "saving");
    private static readonly JsonElement Root = Json("saving");
    private readonly JsonElement expected;

    public SavingFixture(string name) => expected = Root.GetProperty("models").GetProperty(name);

    public static Tensor X => Tensor.Create<float>(Floats(Root.GetProperty("x")), [16, 3]);

    public static Tensor Y => Tensor.Create<float>(Floats(Root.GetProperty("y")), [16, 2]);

    public static string Path(string file) => System.IO.Path.Combine(Folder, file);

    public static JsonElement Json(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path(name + ".json")));
        return document.RootElement.Clone();
    }

    public void AssertPredictions(Model model)
    {
        using Tensor x = X, predictions = model.Predict(x);
        float[] wanted = Floats(expected.GetProperty("predictions")), got = predictions.ToArray<float>();
        Assert.Equal(wanted.Length, got.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], got[i], 1e-6f);
    }

    public void AssertWeights(Model model, string property = "weights") => AssertEqual(property, [.. model.Weights]);

    public void AssertOptimizer(Model model) => AssertEqual("optimizer", [.. model.Optimizer.Weights]);

    public static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(e => (float)e.GetDouble())];

    private void AssertEqual(string property, Weight[] weights)
    {
        JsonElement list = expected.GetProperty(property);
        Assert.Equal(list.GetArrayLength(), weights.Length);
        for (int i = 0; i < weights.Length; i++)
        {
            using Tensor value = weights[i].Read(), floats = value.Cast(DType.Float32);
            Assert.Equal(Floats(list[i]), floats.ToArray<float>());
        }
    }
}
