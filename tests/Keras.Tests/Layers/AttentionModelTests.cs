using System.Text.Json;
using Keras.Losses;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>
/// Models of attention, embedding, einsum and normalization layers that the real Keras made, compiled and saved: loaded here they predict
/// what it predicts and train as it
/// trains, compiled by XLA or not, and go back to files.
/// </summary>
public sealed class AttentionModelTests
{
    private static readonly Fixture Recorded = Fixture.Load("attention/attention");

    public static TheoryData<string, JitCompile> Runs()
    {
        TheoryData<string, JitCompile> runs = [];
        foreach (JsonProperty model in Recorded.Root.GetProperty("models").EnumerateObject())
        {
            runs.Add(model.Name, JitCompile.Off);
            runs.Add(model.Name, JitCompile.On);
        }

        return runs;
    }

    public static TheoryData<string> Names => [.. Recorded.Root.GetProperty("models").EnumerateObject().Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_model_of_Keras_predicts_and_trains_as_in_Keras(string name, JitCompile jitCompile)
    {
        Assert.SkipUnless(jitCompile == JitCompile.Off || Runtime.HasXla, "The native library has no XLA compiler.");
        JsonElement expected = Recorded.Root.GetProperty("models").GetProperty(name);
        using Model model = Load(name);
        using Tensor x = Value(expected.GetProperty("x")), y = Value(expected.GetProperty("y")), p = model.Predict(x);
        AssertClose(Numbers(expected.GetProperty("predictions")), p, 2e-6, "predictions");

        // The file has the product of a low-rank adaptation as a part of the weight.
        model.SetWeights([.. expected.GetProperty("before").EnumerateArray().Select(Value)]);
        Loss loss = expected.GetProperty("loss").GetString() == "mse" ? "mse" : new SparseCategoricalCrossentropy(fromLogits: true);
        model.Compile(model.Optimizer, loss, jitCompile: jitCompile);
        History history = model.Fit(x, y, epochs: 2, batchSize: 8, shuffle: Shuffle.Off, verbose: Verbosity.Silent);

        double[] wanted = Fixture.Numbers(expected.GetProperty("history"));
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(history["loss"][i] - wanted[i]) <= 1e-5 * Math.Abs(wanted[i]),
                $"epoch {i}: expected the loss {wanted[i]:R}, got {history["loss"][i]:R}");
        JsonElement[] after = [.. expected.GetProperty("after").EnumerateArray()];
        IReadOnlyList<Weight> weights = model.Weights;
        Assert.Equal(after.Length, weights.Count);
        for (int i = 0; i < after.Length; i++)
        {
            // A softmax does not see what is added to all its scores, so the gradient by this bias is rounding alone, which Adam makes
            // large.
            if (weights[i].Path.EndsWith("key/bias", StringComparison.Ordinal))
                continue;
            using Tensor weight = weights[i].Read();
            AssertClose(Numbers(after[i]), weight, 1e-4, weights[i].Path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_comes_back_from_files(string name)
    {
        using Model model = Load(name);
        using Tensor x = Value(Recorded.Root.GetProperty("models").GetProperty(name).GetProperty("x")), p = model.Predict(x);
        foreach (string extension in new[] { ".keras", ".h5" })
        {
            using Saving.TemporaryPath path = new(extension);
            model.Save(path.Value);
            using Model again = Model.Load(path.Value);
            Assert.Equal(model.Weights.Select(w => w.Name), again.Weights.Select(w => w.Name));
            using Tensor q = again.Predict(x);
            AssertClose([.. p.ToArray<float>().Select(v => (double)v)], q, 1e-6, extension);
        }

        using Saving.TemporaryPath weights = new(".weights.h5");
        model.SaveWeights(weights.Value);
        using Model other = Load(name);
        other.LoadWeights(weights.Value);
    }

    private static Model Load(string name) => Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "attention", $"{name}.keras"));

    private static double[] Numbers(JsonElement array) => Fixture.Numbers(array.GetProperty("values"));

    private static Tensor Value(JsonElement array)
    {
        Shape shape = Shape.Create([.. array.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
        double[] numbers = Numbers(array);
        return array.GetProperty("dtype").GetString() == "float32"
            ? Tensor.Create<float>([.. numbers.Select(v => (float)v)], shape)
            : Tensor.Create<int>([.. numbers.Select(v => (int)v)], shape);
    }

    // Relative to the largest: single elements near 0 say nothing.
    private static void AssertClose(double[] wanted, Tensor got, double tolerance, string what)
    {
        float[] values = got.ToArray<float>();
        Assert.Equal(wanted.Length, values.Length);
        double scale = Math.Max(1, wanted.Max(Math.Abs));
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(values[i] - wanted[i]) <= tolerance * scale, $"{what}[{i}]: expected {wanted[i]:R}, got {values[i]:R}");
    }
}
