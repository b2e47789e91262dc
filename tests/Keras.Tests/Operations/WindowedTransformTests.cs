using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Short-time Fourier transforms with windows of numbers are Keras's, in every form (<c>make_windows.py</c>).</summary>
public sealed class WindowedTransformTests
{
    public static TheoryData<int, bool> Cases
    {
        get
        {
            TheoryData<int, bool> data = [];
            for (int i = 0; i < Root.GetArrayLength(); i++)
            {
                data.Add(i, true);
                data.Add(i, false);
            }

            return data;
        }
    }

    private static JsonElement Root => Fixture.Load("windows").Root.GetProperty("cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_Keras_s(int index, bool compile)
    {
        JsonElement one = Root[index];
        (float[] window, int stride, int fftLength, bool center, int? length) = Arguments(one);
        using Tensor x = Tensor.Create<float>(Floats(one, "x"), [2, 23]), w = Tensor.Create<float>(window);
        using StatefulFunction function = StatefulFunction.Trace("transforms", [TensorSpec.Of(x), TensorSpec.Of(w)], s =>
        {
            using IDisposable recording = Gradients.Record();
            (Symbol real, Symbol imaginary) = Ops.Stft(s[0], s[1], stride, fftLength, center);
            Symbol y = Ops.Istft(((real * 2) + 1, imaginary - 1), s[1], stride, fftLength, length, center);
            (Symbol re, Symbol im) = Ops.Stft(s[0], window, stride, fftLength, center);
            Symbol again = Ops.Istft(((re * 2) + 1, im - 1), window, stride, fftLength, length, center);
            Symbol?[] first = Gradients.Of([Ops.Sum((real * real) + (real * imaginary))], [], s);
            Symbol?[] second = Gradients.Of([Ops.Sum(y * y * y)], [], s);
            return [real, imaginary, y, re, im, again, .. first.Concat(second).Select(g => g!.Value)];
        }, new FunctionOptions { Compile = compile });
        Tensor[] results = function.Run([x, w]);
        string[] names = ["real", "imaginary", "y", "real", "imaginary", "y"];
        for (int i = 0; i < names.Length; i++)
            AssertClose(Floats(one, names[i]), results[i], names[i]);
        for (int i = 0; i < 4; i++)
        {
            JsonElement wanted = one.GetProperty(i < 2 ? "stft_gradients" : "istft_gradients")[i % 2];
            AssertClose([.. Fixture.Numbers(wanted).Select(n => (float)n)], results[6 + i], $"gradient {i}");
        }

        foreach (Tensor result in results)
            result.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Eager_functions_take_numbers_and_tensors(int index)
    {
        JsonElement one = Root[index];
        (float[] window, int stride, int fftLength, bool center, int? length) = Arguments(one);
        using Tensor x = Tensor.Create<float>(Floats(one, "x"), [2, 23]), w = Tensor.Create<float>(window);
        (Tensor Real, Tensor Imaginary) ofNumbers = Ops.Stft(x, window, stride, fftLength, center);
        (Tensor Real, Tensor Imaginary) ofTensor = Ops.Stft(x, w, stride, fftLength, center);
        AssertClose(Floats(one, "real"), ofNumbers.Real, "real");
        AssertClose(Floats(one, "imaginary"), ofTensor.Imaginary, "imaginary");
        using Tensor y = Ops.Istft(ofNumbers, window, stride, fftLength, length, center);
        using Tensor z = Ops.Istft(ofTensor, w, stride, fftLength, length, center);
        AssertClose(Floats(one, "prediction"), y, "inverse");
        AssertClose(Floats(one, "prediction"), z, "inverse of a tensor's window");
        foreach (Tensor tensor in (Tensor[])[ofNumbers.Real, ofNumbers.Imaginary, ofTensor.Real, ofTensor.Imaginary])
            tensor.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Models_hold_windows_as_Keras_records_them(int index)
    {
        JsonElement one = Root[index];
        (float[] window, int stride, int fftLength, bool center, int? length) = Arguments(one);
        Input x = new([23], name: "x");
        using Model model = new(x, Ops.Istft(Ops.Stft(x, window, stride, fftLength, center), window, stride, fftLength, length, center));
        string json = one.GetProperty("model").GetString()!;
        Assert.Equal(Settings(json), Settings(model.ToJson()));
        using Model read = Model.FromJson(json);
        using Tensor signal = Tensor.Create<float>(Floats(one, "x"), [2, 23]);
        foreach (Model each in (Model[])[model, read])
        {
            using Tensor prediction = each.Predict(signal);
            AssertClose(Floats(one, "prediction"), prediction, "prediction");
        }
    }

    [Fact]
    public void A_window_that_does_not_fit_is_refused()
    {
        using Tensor x = Tensor.Create<float>(new float[16]), matrix = Tensor.Create<float>(new float[4], [2, 2]);
        Assert.Contains("at least the length of the window (3), got 2",
            Assert.Throws<ArgumentException>(() => Ops.Stft(x, [1, 2, 3], 1, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("a window of one axis of known length", Assert.Throws<ArgumentException>(() => Ops.Stft(x, matrix, 1, 4)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.Stft(new Input([16]), [], 1, 2));
    }

    private static (float[] Window, int Stride, int FftLength, bool Center, int? Length) Arguments(JsonElement one) => (
        Floats(one, "window"), one.GetProperty("stride").GetInt32(), one.GetProperty("fft_length").GetInt32(),
        one.GetProperty("center").GetBoolean(),
        one.GetProperty("length") is { ValueKind: JsonValueKind.Number } length ? length.GetInt32() : null);

    private static string[] Settings(string json) =>
        [.. JsonNode.Parse(json)!["config"]!["layers"]!.AsArray().Skip(1).Select(layer =>
        {
            JsonObject config = layer!["config"]!.AsObject();
            return string.Join("; ", config.Where(p => p.Key != "name").OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => $"{p.Key}={Plain(p.Value)}"));
        })];

    // Keras writes 1.0 as the list had it.
    private static string Plain(JsonNode? node) => node is JsonArray list
        ? string.Join(",",
            list.Select(v => v!.GetValue<JsonElement>().GetDouble().ToString(System.Globalization.CultureInfo.InvariantCulture)))
        : node?.ToJsonString() ?? "null";

    private static float[] Floats(JsonElement one, string name) => [.. Fixture.Numbers(one.GetProperty(name)).Select(n => (float)n)];

    private static void AssertClose(float[] expected, Tensor actual, string what)
    {
        float[] values = actual.ToArray<float>();
        Assert.Equal(expected.Length, values.Length);
        float scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - values[i]) <= 2e-5f * scale, $"{what}[{i}]: expected {expected[i]}, got {values[i]}");
    }
}
