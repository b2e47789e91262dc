using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>The layers of sound compute what the real Keras's do (<c>make_sound.py</c>).</summary>
public sealed class SoundLayerTests
{
    private static readonly Fixture Sound = Fixture.Load("preprocessing/sound");

    public static TheoryData<string> Cases => [.. Sound.Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_computes_what_Keras_does_and_is_written_as_Keras_writes_it(string name)
    {
        JsonElement one = Sound.Cases().Single(c => c.GetProperty("name").GetString() == name);
        JsonNode envelope = EnvelopeTests.Parse(one.GetProperty("layer").GetString()!);
        using Layer layer = LayerRegistry.Instance.FromJson(envelope);
        using Tensor inputs = PreparedCase.Array(Sound, one.GetProperty("inputs"));
        using Tensor expected = PreparedCase.Array(Sound, one.GetProperty("outputs"));
        using Tensor actual = inputs.Rank == 1 ? Single(layer, inputs) : layer.Apply(inputs);
        if (name == "stft_angle")
            AssertAngles(expected, actual);
        else
            PreparedCase.AssertClose(expected, actual, 2e-4);
        Assert.Equal(PythonJson.Write(envelope["config"]!), PythonJson.Write(layer.GetConfig().ToJson()));
        Assert.Equal(one.GetProperty("weights").EnumerateArray().Select(w => w.GetString()), layer.Weights.Select(w => w.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Channels_in_front_give_the_same_numbers(bool expandDims)
    {
        using Tensor signals = PreparedCase.Array(Sound, Sound.Cases().First().GetProperty("inputs"));
        using Tensor first = Ops.Transpose(signals, [0, 2, 1]);
        using STFTSpectrogram last = new(frameLength: 16, expandDims: expandDims), front =
            new(frameLength: 16, expandDims: expandDims, dataFormat: "channels_first");
        using Tensor expected = last.Apply(signals), actual = front.Apply(first);
        using Tensor moved = Ops.Transpose(actual, expandDims ? [0, 2, 3, 1] : [0, 2, 1]);
        PreparedCase.AssertClose(expected, moved, 1e-6);
    }

    [Fact]
    public void The_kernels_of_a_spectrogram_learn_with_a_model()
    {
        using Tensor signals = PreparedCase.Array(Sound, Sound.Cases().First().GetProperty("inputs"));
        using Sequential model = new(
            new STFTSpectrogram("magnitude", frameLength: 16) { InputShape = [90, 2] }, new GlobalAveragePooling1D(), new Dense(1));
        model.Compile("sgd", "mse");
        using Tensor before = model.Weights[0].Read();
        model.Fit(signals, new float[] { 1, 2 }, epochs: 1, verbose: Verbosity.Silent);
        using Tensor after = model.Weights[0].Read();
        Assert.NotEqual(before.ToArray<float>(), after.ToArray<float>());
    }

    [Fact]
    public void Wrong_arguments_and_inputs_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new STFTSpectrogram(frameLength: 8, frameStep: 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new STFTSpectrogram(frameLength: 8, fftLength: 4));
        ArgumentException mode = Assert.Throws<ArgumentException>(() => new STFTSpectrogram("phase"));
        Assert.Contains("got 'phase'", mode.Message, StringComparison.Ordinal);
        ArgumentException padding = Assert.Throws<ArgumentException>(() => new STFTSpectrogram(padding: "full"));
        Assert.Contains("got 'full'", padding.Message, StringComparison.Ordinal);
        Assert.Throws<UnknownNameException>(() => new STFTSpectrogram(window: "haan"));
        ShapeException numbers = Assert.Throws<ShapeException>(() => new STFTSpectrogram(frameLength: 4) { WindowValues = [1, 2, 3] });
        Assert.Contains("a window of frameLength (4) values", numbers.Message, StringComparison.Ordinal);
        using STFTSpectrogram layer = new(frameLength: 4);
        Assert.Contains("add Reshape", Assert.Throws<ShapeException>(() => layer.Apply(new float[2, 8])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MelSpectrogram(fftLength: 8, sequenceLength: 9));
        Assert.Throws<ArgumentException>(() => new MelSpectrogram(window: "blackman"));
        using MelSpectrogram mel = new(8, 4);
        ShapeException axes = Assert.Throws<ShapeException>(() => mel.Apply(new float[2, 20, 1]));
        Assert.Contains("one channel", axes.Message, StringComparison.Ordinal);
    }

    // One signal has no samples along its first axis, so that it is data of several only as a part of a function.
    private static Tensor Single(Layer layer, Tensor signal)
    {
        using Tensor batch = signal.Reshape([1, .. signal.Shape]);
        using Tensor outputs = layer.Apply(batch);
        return outputs[0];
    }

    // An angle near π may come out as -π, and that of nearly nothing as any.
    private static void AssertAngles(Tensor expected, Tensor actual)
    {
        float[] wanted = expected.ToArray<float>(), got = actual.ToArray<float>();
        Assert.Equal(expected.Shape, actual.Shape);
        int near = wanted.Zip(got).Count(p => Math.Abs(Math.IEEERemainder(p.First - p.Second, 2 * Math.PI)) < 1e-3);
        Assert.InRange(near, wanted.Length * 98 / 100, wanted.Length);
    }
}
