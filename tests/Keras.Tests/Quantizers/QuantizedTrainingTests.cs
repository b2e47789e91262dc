using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Quantizers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Training of quantized models as the real Keras does it: a low-rank adaptation on top, and products of 8 bits.</summary>
public sealed class QuantizedTrainingTests
{
    private static readonly Fixture Recorded = Fixture.Load("quantized/quantized");

    public static TheoryData<string, JitCompile> Adapted => Runs("adapted");

    public static TheoryData<string, JitCompile> Float8 => Runs("float8");

    [Theory]
    [MemberData(nameof(Adapted))]
    public void A_low_rank_adaptation_of_quantized_weights_trains_and_is_saved_as_in_Keras(string name, JitCompile jitCompile)
    {
        Assert.SkipUnless(jitCompile == JitCompile.Off || Runtime.HasXla, "The native library has no XLA compiler.");
        JsonElement recorded = Case("adapted", name);
        using Model model = QuantizedModelTests.Before(recorded);
        model.Quantize(QuantizedModelTests.ConfigOf(recorded));
        foreach (Keras.Layers.LoraLayer layer in model.Layers.OfType<Keras.Layers.LoraLayer>())
            layer.EnableLora(2, alpha: 3);
        Weight[] lora = [.. model.Weights.Where(w => w.Name.StartsWith("lora", StringComparison.Ordinal))];
        JsonElement[] values = [.. recorded.GetProperty("lora").EnumerateArray()];
        Assert.Equal(values.Length, lora.Length);
        for (int i = 0; i < lora.Length; i++)
        {
            using Tensor value = QuantizedModelTests.Value(values[i]);
            lora[i].Assign(value);
        }

        using Tensor x = QuantizedModelTests.Value(recorded.GetProperty("inputs"));
        using Tensor y = QuantizedModelTests.Value(recorded.GetProperty("targets"));
        using Tensor predicted = model.Predict(x);
        QuantizedModelTests.AssertClose(Array(recorded, "predictions"), predicted, 1e-5, "predictions");

        model.Compile(new Keras.Optimizers.SGD(0.05), "mse", jitCompile: jitCompile);
        History history = model.Fit(x, y, epochs: 3, batchSize: 4, shuffle: Shuffle.Off, verbose: Verbosity.Silent);
        AssertLosses(recorded, history, 1e-4);
        AssertWeights(recorded, "trained", model.TrainableWeights, 1e-3);

        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value), ofKeras = Model.Load(QuantizedModelTests.File($"{name}.keras"));
        // A rounding may fall to the other side where weights differ in the last bit.
        AssertWeights(recorded, "merged", [.. ofKeras.Weights], 0);
        using Tensor reloaded = again.Predict(x), reloadedOfKeras = ofKeras.Predict(x);
        QuantizedModelTests.AssertClose(Array(recorded, "reloaded"), reloadedOfKeras, 1e-5, "Keras's file");
        QuantizedModelTests.AssertClose(Array(recorded, "reloaded"), reloaded, 0.02, "own file");
        again.Save(path.Value);
        using Model twice = Model.Load(path.Value);
        using Tensor same = twice.Predict(x);
        Assert.Equal(reloaded.ToArray<float>(), same.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Float8))]
    public void Float8_trains_as_in_Keras(string name, JitCompile jitCompile)
    {
        Assert.SkipUnless(jitCompile == JitCompile.Off || Runtime.HasXla, "The native library has no XLA compiler.");
        JsonElement recorded = Case("float8", name);
        using Model model = QuantizedModelTests.Before(recorded);
        model.Quantize("float8");
        using Tensor x = QuantizedModelTests.Value(recorded.GetProperty("inputs"));
        using Tensor y = QuantizedModelTests.Value(recorded.GetProperty("targets"));
        Optimizer optimizer = Optimizer.Registry.FromJson(JsonNode.Parse(recorded.GetProperty("optimizer").GetString()!)!);
        model.Compile(optimizer, "mse", jitCompile: jitCompile);
        History history = model.Fit(x, y, epochs: 3, batchSize: 4, shuffle: Shuffle.Off, verbose: Verbosity.Silent);
        // Roundings to 3 bits may fall to the other side where sums differ in the last bit.
        AssertLosses(recorded, history, 2e-3);
        AssertWeights(recorded, "weights", model.Weights, 2e-2);
        AssertState(recorded, optimizer, 2e-2);

        using Model ofKeras = Model.Load(QuantizedModelTests.File($"{name}.keras"));
        using Tensor predicted = ofKeras.Predict(x);
        QuantizedModelTests.AssertClose(Array(recorded, "predictions"), predicted, 1e-5, "Keras's file");
        Assert.Empty(ofKeras.LoadWarnings);
        AssertState(recorded, ofKeras.Optimizer, 0);
        History goesOn = ofKeras.Fit(x, y, batchSize: 4, shuffle: Shuffle.Off, verbose: Verbosity.Silent);
        Assert.True(double.IsFinite(goesOn["loss"][0]));
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        using Tensor same = again.Predict(x), own = model.Predict(x);
        Assert.Equal(own.ToArray<float>(), same.ToArray<float>());
    }

    [Theory]
    [InlineData("float8_e4m3fn", Float8Format.E4M3FN)]
    [InlineData("float8_e5m2", Float8Format.E5M2)]
    public void Numbers_are_rounded_to_8_bits_as_in_Keras(string name, Float8Format format)
    {
        JsonElement recorded = Recorded.Root.GetProperty("rounded");
        float[] numbers = Recorded.Array(recorded.GetProperty("numbers")).ToSingles();
        float[] expected = Recorded.Array(recorded.GetProperty(name)).ToSingles();
        using Tensor x = Tensor.Create<float>(numbers), scale = Tensor.Create<float>([0.75f], Shape.Scalar);
        using Function function = Function.Trace("rounded", [TensorSpec.Of(x), TensorSpec.Of(scale)],
            inputs => [Quantization.QuantizeAndDequantize(inputs[0], inputs[1], format)]);
        using DeviceTensor onDevice = DeviceTensor.From(x), scaleOnDevice = DeviceTensor.From(scale);
        using DeviceTensor result = function.Invoke(onDevice, scaleOnDevice)[0];
        using Tensor actual = result.ToTensor();
        Assert.Equal(expected, actual.ToArray<float>());
    }

    private static TheoryData<string, JitCompile> Runs(string property)
    {
        TheoryData<string, JitCompile> runs = [];
        foreach (JsonElement recorded in Recorded.Cases(property))
        {
            runs.Add(recorded.GetProperty("name").GetString()!, JitCompile.Off);
            runs.Add(recorded.GetProperty("name").GetString()!, JitCompile.On);
        }

        return runs;
    }

    private static JsonElement Case(string property, string name) =>
        Recorded.Cases(property).Single(c => c.GetProperty("name").GetString() == name);

    private static float[] Array(JsonElement recorded, string property) => Recorded.Array(recorded.GetProperty(property)).ToSingles();

    private static void AssertLosses(JsonElement recorded, History history, double tolerance)
    {
        double[] expected = Fixture.Numbers(recorded.GetProperty("history"));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(history["loss"][i] - expected[i]) <= tolerance * expected[i],
                $"epoch {i}: expected {expected[i]:R}, got {history["loss"][i]:R}");
    }

    // The file of a model that Keras quantized has another order than one that Keras reads, which is that of the optimizer here.
    private static void AssertState(JsonElement recorded, Optimizer optimizer, double tolerance)
    {
        IReadOnlyList<Weight> state = optimizer.QuantizedWeightOrder;
        AssertWeights(recorded, "state", state, tolerance);
        Assert.All(recorded.GetProperty("state_paths").EnumerateArray().Zip(state),
            pair => Assert.EndsWith(pair.Second.Path.Split('/')[^1], pair.First.GetString()!, StringComparison.Ordinal));
    }

    private static void AssertWeights(JsonElement recorded, string property, IReadOnlyList<Weight> weights, double tolerance)
    {
        JsonElement[] expected = [.. recorded.GetProperty(property).EnumerateArray()];
        Assert.Equal(expected.Length, weights.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            using Tensor value = weights[i].Read(), single = value.Cast(DType.Float32);
            QuantizedModelTests.AssertClose(Recorded.Array(expected[i]).ToSingles(), single, tolerance, weights[i].Path);
        }
    }
}
