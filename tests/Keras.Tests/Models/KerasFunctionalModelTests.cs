using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>
/// Functional models that releases of the real Keras built, saved, ran and trained (<c>make_functional.py</c>): they are read, written
/// again, predict and train alike.
/// </summary>
public sealed class KerasFunctionalModelTests
{
    private const string Current = "3.15.1";
    private static readonly string[] Releases = ["3.3.3", "3.8.0", "3.12.0", Current];

    private static readonly Dictionary<string, JsonElement> Recorded =
        Releases.ToDictionary(r => r, r => Fixture.Load($"functional/functional-{r}").Root.GetProperty("models"));

    public static TheoryData<string> Names => [.. Recorded[Current].EnumerateObject().Select(m => m.Name)];

    public static TheoryData<string, string> Files
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach ((string release, JsonElement models) in Recorded)
            {
                foreach (JsonProperty model in models.EnumerateObject())
                    data.Add(release, model.Name);
            }

            return data;
        }
    }

    public static TheoryData<string, string> FilesOfOneInputAndOutput
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach ((string release, JsonElement models) in Recorded)
            {
                foreach (JsonProperty model in models.EnumerateObject())
                {
                    // Earlier releases leave a dense layer's activity regularizer out of its config.
                    bool isLeftOut = release != Current && model.Name == "regularized";
                    if (!isLeftOut && model.Value.GetProperty("inputs").EnumerateObject()
                        .Count() == 1 && model.Value.GetProperty("predictions").EnumerateObject().Count() == 1)
                        data.Add(release, model.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_config_is_read_and_written_again(string name)
    {
        JsonObject text = PythonJson.Parse(Encoding.UTF8.GetBytes(Recorded[Current].GetProperty(name).GetProperty("json").GetString()!));
        using Model model = Model.FromJson(PythonJson.Write(text));
        Assert.Equal(PythonJson.Write(Comparable(text)), PythonJson.Write(Comparable(SerializedObject.Wrap(model))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_predicts_as_in_Keras(string release, string name)
    {
        JsonElement expected = Recorded[release].GetProperty(name);
        using Model model = Load(release, name);
        Tensor[] inputs = [.. model.InputNames.Zip(model.Inputs, (n, i) => Read(expected.GetProperty("inputs").GetProperty(n), i.DType))];
        using StatefulFunction predict =
            StatefulFunction.Trace("predict", [.. inputs.Select(TensorSpec.Of)], s => [.. model.Graph!.Run(s, new CallContext())]);
        Tensor[] outputs = predict.Run(inputs);
        Assert.Equal(expected.GetProperty("predictions").EnumerateObject().Count(), outputs.Length);
        foreach ((string output, Tensor values) in model.OutputNames.Zip(outputs))
        {
            JsonElement predictions = expected.GetProperty("predictions");
            AssertClose(Values(outputs.Length == 1 ? predictions.EnumerateObject().Single().Value : predictions.GetProperty(output)),
                values.ToArray<float>(), 1e-6);
        }

        foreach (Tensor tensor in inputs.Concat(outputs))
            tensor.Dispose();
    }

    [Theory]
    [MemberData(nameof(FilesOfOneInputAndOutput))]
    public void A_file_trains_on_as_in_Keras(string release, string name)
    {
        JsonElement expected = Recorded[release].GetProperty(name);
        using Model model = Load(release, name);
        using Tensor x = Read(expected.GetProperty("inputs").EnumerateObject().Single().Value, model.Inputs[0].DType);
        using Tensor y = Read(expected.GetProperty("targets").EnumerateObject().Single().Value, DType.Float32);
        History history = model.Fit(x, y, epochs: 2, batchSize: 5, shuffle: Shuffle.Off, verbose: Verbosity.Silent);
        AssertClose(Fixture.Numbers(expected.GetProperty("history").GetProperty("loss")), [.. history["loss"].Select(l => (float)l)], 1e-5);
        JsonElement[] after = [.. expected.GetProperty("after").EnumerateArray()];
        Tensor[] weights = model.GetWeights();
        Assert.Equal(after.Length, weights.Length);
        foreach ((JsonElement wanted, Tensor got) in after.Zip(weights))
        {
            using (got)
                AssertClose(Values(wanted), got.ToArray<float>(), 1e-5);
        }
    }

    private static Model Load(string release, string name) =>
        Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "functional", $"{name}-{release}.keras"));

    // How a model is compiled has tests of its own.
    private static JsonObject Comparable(JsonObject model)
    {
        JsonObject copy = (JsonObject)KeysLeftOut.Without(model)!;
        copy.Remove("compile_config");
        return copy;
    }

    private static double[] Values(JsonElement described) => Fixture.Numbers(described.GetProperty("values"));

    private static Tensor Read(JsonElement described, DType dtype)
    {
        using Tensor flat = Tensor.Create<double>(Values(described));
        using Tensor typed = flat.Cast(dtype);
        return typed.Reshape([.. described.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
