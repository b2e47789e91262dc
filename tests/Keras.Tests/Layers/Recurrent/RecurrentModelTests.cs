using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Keras.Tests.Training;
using Keras.Tracing;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Models of recurrent layers that the real Keras made: they predict, have gradients, train and are written as there
/// (<c>make_recurrent.py</c>).</summary>
public sealed class RecurrentModelTests
{
    private const int BatchSize = 8;
    private static readonly Fixture Recorded = Fixture.Load("recurrent/recurrent");

    public static TheoryData<string> Names => [.. All];

    public static TheoryData<string, bool> NamesAndXla => [.. All.SelectMany(name => new[] { false, true }.Select(xla => (name, xla)))];

    // Training by XLA has the gradients by the weights of all.
    public static TheoryData<string, bool> GradientRuns =>
        [.. All.Select(name => (name, false)), ("bidirectional", true), ("conv_lstm", true), ("unrolled", true)];

    private static IEnumerable<string> All => Recorded.Cases().Select(c => c.GetProperty("name").GetString()!);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_Keras_writes_is_read_and_written_again(string name)
    {
        JsonObject text = PythonJson.Parse(Encoding.UTF8.GetBytes(Case(name).GetProperty("json").GetString()!));
        using Model model = Model.FromJson(PythonJson.Write(text));
        Assert.Equal(PythonJson.Write(Comparable(text)), PythonJson.Write(Comparable(SerializedObject.Wrap(model))));
        Assert.Equal(Case(name).GetProperty("paths").EnumerateArray().Select(p => p.GetString()), model.Weights.Select(w => w.Path));
    }

    [Theory]
    [MemberData(nameof(GradientRuns))]
    public void Predictions_and_gradients_are_those_of_Keras(string name, bool compile)
    {
        JsonElement expected = Case(name);
        using Model model = Load(name);
        using Tensor x = Rows(expected.GetProperty("x"), BatchSize), weighting = Rows(expected.GetProperty("weighting"));
        Weight[] weights = [.. model.TrainableWeights];
        using StatefulFunction function = StatefulFunction.Trace(
            "gradients",
            [TensorSpec.Of(x), TensorSpec.Of(weighting)],
            inputs =>
            {
                Symbol y = model.Apply(inputs[0], new CallContext());
                Symbol?[] gradients = Gradients.Of(Ops.Sum(y * inputs[1]), [inputs[0], .. weights.Select(TraceContext.Current.Initial)]);
                return [y, .. gradients.Select(g => g!.Value)];
            },
            new FunctionOptions { Compile = compile });
        Tensor[] results = function.Run([x, weighting]);
        Close.Assert(Recorded.Array(expected.GetProperty("prediction")), results[0], "prediction", 2e-6);
        Close.Assert(Recorded.Array(expected.GetProperty("dx")), results[1], "gradient by the input", 2e-5);
        JsonElement[] byWeights = [.. expected.GetProperty("dw").EnumerateArray()];
        Assert.Equal(byWeights.Length, weights.Length);
        for (int i = 0; i < weights.Length; i++)
            Close.Assert(Recorded.Array(byWeights[i]), results[2 + i], $"gradient by {weights[i].Path}", 5e-5);
    }

    [Theory]
    [MemberData(nameof(NamesAndXla))]
    public void Training_is_that_of_Keras(string name, bool compile)
    {
        JsonElement expected = Case(name);
        using Model model = Load(name);
        model.Compile(model.Optimizer, model.Loss!, jitCompile: compile ? JitCompile.On : JitCompile.Off);
        using Tensor x = Rows(expected.GetProperty("x")), y = Rows(expected.GetProperty("y"));
        History history = model.Fit(x, y, epochs: 2, batchSize: BatchSize, shuffle: Shuffle.Off, verbose: Verbosity.Silent);
        Close.Assert(Fixture.Numbers(expected.GetProperty("losses")), history["loss"], "loss", relative: 1e-5, absolute: 0);
        JsonElement[] after = [.. expected.GetProperty("after").EnumerateArray()];
        IReadOnlyList<Weight> weights = model.Weights;
        Assert.Equal(after.Length, weights.Count);
        for (int i = 0; i < after.Length; i++)
        {
            using Tensor value = weights[i].Read();
            Close.Assert(Recorded.Array(after[i]), value, weights[i].Path, 2e-4);
        }

        JsonElement[] recorded = [.. expected.GetProperty("states").EnumerateArray()];
        Weight[] states = [.. model.Layers.OfType<RNN>().SelectMany(l => l.States)];
        Assert.Equal(recorded.Length, states.Length);
        for (int i = 0; i < states.Length; i++)
        {
            using Tensor value = states[i].Read();
            Close.Assert(Recorded.Array(recorded[i]), value, "state", 2e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_model_is_the_same_when_it_is_loaded(string name)
    {
        using TemporaryPath path = new(".keras"), weights = new(".weights.h5");
        using Model model = Load(name);
        model.Save(path.Value);
        model.SaveWeights(weights.Value);
        using Model again = Model.Load(path.Value);
        RoundTripTests.AssertSame(model, again);
        again.LoadWeights(weights.Value);
        RoundTripTests.AssertSame(model, again);
    }

    private static Model Load(string name) => Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "recurrent", $"{name}.keras"));

    private static JsonElement Case(string name) => Recorded.Cases().Single(c => c.GetProperty("name").GetString() == name);

    private static Tensor Rows(JsonElement array, int? count = null)
    {
        NpyArray recorded = Recorded.Array(array);
        int rows = count ?? recorded.Shape[0];
        float[] values = recorded.ToSingles();
        return Tensor.Create<float>(values.AsSpan(0, values.Length / recorded.Shape[0] * rows),
            Shape.Create([rows, .. recorded.Shape.Skip(1).Select(d => (long)d)]));
    }

    // How a model is compiled has tests of its own.
    private static JsonObject Comparable(JsonObject model)
    {
        JsonObject copy = (JsonObject)KeysLeftOut.Without(model)!;
        copy.Remove("compile_config");
        return copy;
    }
}
