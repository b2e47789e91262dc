using System.Text.Json;
using Keras.Layers;
using Keras.Tests.Datasets;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Predictors and exported models of several inputs and outputs give what the model predicts.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class SeveralOutputsServingTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly float[] a = [.. Enumerable.Range(0, 6).Select(i => i / 7f)];
    private readonly float[] b = [.. Enumerable.Range(0, 4).Select(i => i / 5f)];

    [Fact]
    public void A_predictor_gives_all_outputs_without_allocation()
    {
        using Model model = Build(dictionaries: false);
        using Prediction expected = model.PredictAll([Rows(a), Rows(b)]);
        using Predictor predictor = model.CreatePredictor(batchSize: 2);
        Assert.Equal(["image", "meta"], predictor.InputNames);
        Assert.Equal(["digit", "odd"], predictor.OutputNames);
        Assert.Equal([[2, 3], [2, 2]], predictor.InputShapes);
        float[] digit = new float[10], odd = new float[2];
        predictor.Run([a, b], [digit, odd]);
        Assert.Equal(expected["digit"].ToArray<float>(), digit, Near);
        Assert.Equal(expected["odd"].ToArray<float>(), odd, Near);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            predictor.Run([a, b], [digit, odd]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_predictor_names_what_does_not_fit()
    {
        using Model model = Build(dictionaries: false);
        using Predictor predictor = model.CreatePredictor(batchSize: 2);
        float[] digit = new float[10], odd = new float[2];
        Assert.Contains("'meta'", Assert.Throws<ArgumentException>(() => predictor.Run([a, a], [digit, odd])).Message,
            StringComparison.Ordinal);
        Assert.Contains("'odd'", Assert.Throws<ArgumentException>(() => predictor.Run([a, b], [digit, digit])).Message,
            StringComparison.Ordinal);
        Assert.Contains("expected 2 inputs",
            Assert.Throws<ArgumentException>(() => predictor.Run([a], [digit, odd])).Message, StringComparison.Ordinal);
        Assert.Contains("2 inputs", Assert.Throws<InvalidOperationException>(() => predictor.Run(a, digit)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lists", false)]
    [InlineData("dictionaries", true)]
    public void An_export_has_the_names_of_Keras(string recorded, bool dictionaries)
    {
        JsonElement names = Fixture.Load("several/several").Root.GetProperty("exports").GetProperty(recorded);
        using Model model = Build(dictionaries);
        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        SavedModelSignature signature = served.Signatures[SavedModel.DefaultSignature];
        Assert.Equal(names.GetProperty("inputs").EnumerateArray()
            .Select(n => n.GetString()), signature.Inputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(names.GetProperty("outputs").EnumerateArray()
            .Select(n => n.GetString()), signature.Outputs.Keys.Order(StringComparer.Ordinal));
        using Tensor image = Rows(a), meta = Rows(b);
        using Prediction expected = model.PredictAll(new() { ["image"] = image, ["meta"] = meta });
        IReadOnlyDictionary<string, Tensor> outputs = served.Run(new Dictionary<string, Tensor> { ["image"] = image, ["meta"] = meta });
        Assert.Equal(expected[0].ToArray<float>(), outputs[dictionaries ? "even" : "output_0"].ToArray<float>(), Near);
        Assert.Equal(expected[1].ToArray<float>(), outputs[dictionaries ? "which" : "output_1"].ToArray<float>(), Near);
    }

    public void Dispose() => directory.Dispose();

    private static bool Near(float x, float y) => Math.Abs(x - y) < 1e-6f;

    private static Tensor Rows(float[] values) => Tensor.Create<float>(values, [2, values.Length / 2]);

    private static Model Build(bool dictionaries)
    {
        Input image = new([3], name: "image"), meta = new([2], name: "meta");
        KerasTensor h = new Concatenate().Apply(image, meta);
        KerasTensor digit = new Dense(5, "softmax") { Name = "digit" }.Apply(h), odd = new Dense(1, "sigmoid") { Name = "odd" }.Apply(h);
        return dictionaries
            ? new(new() { ["meta"] = meta, ["image"] = image }, new() { ["which"] = digit, ["even"] = odd })
            : new([image, meta], [digit, odd]);
    }
}
