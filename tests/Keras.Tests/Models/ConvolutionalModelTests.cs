using System.Text.Json;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>Models of convolution and normalization layers, made and compiled by the real Keras: read here, they predict, train and are
/// saved as there.</summary>
public sealed class ConvolutionalModelTests
{
    private const string Release = "3.15.1";
    private static readonly Fixture Recorded = Fixture.Load($"convolutional/convolutional-{Release}");

    // Compiling convolutions takes long: these have every kind of layer between them.
    private static readonly string[] Compiled = ["cnn", "wavenet", "sequences", "spectral", "renormalized"];

    public static TheoryData<string, JitCompile> Runs
    {
        get
        {
            TheoryData<string, JitCompile> runs = [];
            foreach (string name in Recorded.Root.GetProperty("models").EnumerateObject().Select(m => m.Name))
            {
                runs.Add(name, JitCompile.Off);
                if (Compiled.Contains(name))
                    runs.Add(name, JitCompile.On);
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_model_of_Keras_predicts_and_trains_as_in_Keras(string name, JitCompile jitCompile)
    {
        Assert.SkipUnless(jitCompile == JitCompile.Off || Runtime.HasXla, "The library has no XLA.");
        JsonElement expected = Recorded.Root.GetProperty("models").GetProperty(name);
        // Half precision rounds where the kernels begin and end.
        double tolerance = name == "mixed" ? 2e-2 : 1e-5;
        using Model model = Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "convolutional", $"{name}-{Release}.keras"));
        using Tensor x = Floats(Recorded.Array(expected.GetProperty("x"))), y = Targets(Recorded.Array(expected.GetProperty("y")));
        using (Tensor before = model.Predict(x, batchSize: 24))
            AssertClose(expected.GetProperty("predictions"), before, "prediction", tolerance);
        if (jitCompile == JitCompile.On)
            model.Compile(model.Optimizer, model.Loss!, jitCompile: JitCompile.On);

        Assert.Equal(expected.GetProperty("after").GetArrayLength(), model.Weights.Count);
        History history = model.Fit(x, y, epochs: 2, batchSize: 8, shuffle: Shuffle.Off, verbose: Verbosity.Silent);

        Close.Assert(Fixture.Numbers(expected.GetProperty("loss")), history["loss"], "loss", tolerance, 1e-7);
        foreach ((Weight weight, JsonElement after) in model.Weights.Zip(expected.GetProperty("after").EnumerateArray()))
        {
            using Tensor value = weight.Read();
            AssertClose(after, value, weight.Path, 20 * tolerance);
        }

        using Tensor after2 = model.Predict(x, batchSize: 24);
        AssertClose(expected.GetProperty("predictions_after"), after2, "prediction after training", 20 * tolerance);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        using Tensor reread = again.Predict(x, batchSize: 24);
        Assert.Equal(after2.ToArray<float>(), reread.ToArray<float>());
    }

    private static Tensor Floats(NpyArray array) => Tensor.Create<float>(array.ToSingles(), ShapeOf(array));

    private static Tensor Targets(NpyArray array) =>
        array.Elements is int[] labels ? Tensor.Create<int>(labels, ShapeOf(array)) : Floats(array);

    private static Shape ShapeOf(NpyArray array) => Shape.Create([.. array.Shape.Select(d => (long)d)]);

    private static void AssertClose(JsonElement expected, Tensor actual, string what, double tolerance)
    {
        NpyArray array = Recorded.Array(expected);
        Assert.Equal(ShapeOf(array), actual.Shape);
        using Tensor doubles = actual.Cast(DType.Float64);
        Close.Assert([.. array.ToSingles().Select(v => (double)v)], doubles.ToArray<double>(), what, tolerance, tolerance);
    }
}
