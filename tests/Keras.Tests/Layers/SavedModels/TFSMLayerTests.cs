using Keras.Layers;
using Keras.Tests.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

public sealed class TFSMLayerTests : IDisposable
{
    private static readonly float[,] Rows = { { 1, 2, 3, 4 }, { -1, 0.5f, 0, 2 }, { 0.25f, -2, 1, 0 } };
    private readonly TemporaryDirectory directory = new();

    [Theory]
    [InlineData(JitCompile.On)]
    [InlineData(JitCompile.Off)]
    public void A_model_that_was_exported_here_is_a_layer(JitCompile jitCompile)
    {
        using Sequential model = new(
            new Dense(3, "relu") { InputShape = [4] }, new BatchNormalization(), new Dropout(0.5), new Dense(2, "softmax"));
        using Tensor expected = model.Predict(Rows);
        model.Export(directory["exported"]);
        using Sequential around = new(new TFSMLayer(directory["exported"]) { InputShape = [4] });
        around.Compile(new CompileOptions { Optimizer = "sgd", Losses = "mse", JitCompile = jitCompile });
        AssertClose(expected, around.Predict(Rows));
        Assert.Equal(model.TrainableWeights.Select(w => w.Shape), around.TrainableWeights.Select(w => w.Shape));
        Assert.Equal(model.NonTrainableWeights.Select(w => w.Shape), around.NonTrainableWeights.Select(w => w.Shape));
        using Predictor predictor = around.CreatePredictor(1);
        float[] row = new float[2];
        predictor.Run([1, 2, 3, 4], row);
        Assert.Equal(expected.ToArray<float>()[0], row[0], 1e-5f);
    }

    [Fact]
    public void A_trained_layer_goes_through_a_file_and_an_export()
    {
        using Sequential model = new(
            new TFSMLayer(SavedModelFixture.PathOf("endpoints"), "call", "train") { InputShape = [4] }, new Dense(1));
        model.Compile("sgd", "mse");
        _ = model.Fit(Rows, new float[,] { { 1 }, { 2 }, { 3 } }, epochs: 2, verbose: Verbosity.Silent);
        using Tensor expected = model.Predict(Rows);
        model.Save(directory["model.keras"]);
        using Model read = Model.Load(directory["model.keras"], safeMode: false);
        AssertClose(expected, read.Predict(Rows));
        model.Export(directory["exported"]);
        using SavedModel served = SavedModel.Load(directory["exported"]);
        using Tensor x = Tensor.FromArray(Rows);
        AssertClose(expected, served.Run(x));
        using TFSMLayer again = new(directory["exported"]);
        AssertClose(expected, again.Apply(Rows));
    }

    [Fact]
    public void A_file_does_not_load_a_SavedModel_unless_it_is_trusted()
    {
        using Sequential model = new(new TFSMLayer(SavedModelFixture.PathOf("sequential")) { InputShape = [4] });
        model.Save(directory["model.keras"]);
        Assert.Contains("safeMode: false", Assert.Throws<ModelFormatException>(() => Model.Load(directory["model.keras"])).Message,
            StringComparison.Ordinal);
        string json = model.ToJson();
        Assert.Contains("safeMode: false", Assert.Throws<ConfigException>(() => Model.FromJson(json)).Message, StringComparison.Ordinal);
        using Model read = Model.FromJson(json, safeMode: false);
        using Model clone = model.CloneModel();
        Assert.Equal(8, read.Weights.Count);
        Assert.Equal(8, clone.Weights.Count);
        // The mode ends with the call.
        Assert.Throws<ConfigException>(() => Model.FromJson(json));
    }

    [Fact]
    public void Outputs_of_a_dictionary_have_names()
    {
        Input a = new([3], name: "a"), b = new([2], name: "b");
        TFSMLayer layer = new(SavedModelFixture.PathOf("named"));
        Assert.Equal(["s", "t"], layer.OutputNames!);
        Structure<KerasTensor> outputs = layer.ApplyNamed(new() { ["b"] = b, ["a"] = a });
        using Model model = new(new() { ["a"] = a, ["b"] = b }, outputs);
        using Tensor first = Tensor.FromArray(new float[,] { { 1, 2, 3 } }), second = Tensor.FromArray(new float[,] { { 4, 5 } });
        Prediction named = model.PredictAll(new() { ["a"] = first, ["b"] = second });
        using TFSMLayer signature = new(SavedModelFixture.PathOf("named"), "serving_default");
        IReadOnlyList<Tensor> byName = signature.ApplyAll(new Data { ["b"] = second, ["a"] = first });
        AssertClose(named["s"], byName[0]);
        AssertClose(named["t"], byName[1]);
        named.Dispose();
        using TFSMLayer listed = new(SavedModelFixture.PathOf("listed"));
        Assert.Null(listed.OutputNames);
        Assert.Equal([[-1, 2], [-1, 1]], listed.ApplyAll([b, a]).Select(o => o.Shape));
        Assert.Contains("returns no dictionary", Assert.Throws<InvalidOperationException>(() => listed.ApplyNamed([b, a])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_of_a_function_is_chosen_by_the_shapes()
    {
        using TFSMLayer layer = new(SavedModelFixture.PathOf("module"), "forms");
        foreach (int rows in (int[])[1, 3])
        {
            IReadOnlyList<Tensor> outputs = layer.ApplyAll(new float[rows, 2]);
            Assert.Equal([[rows, 2], [rows, 2], [rows, 2]], outputs.Select(o => o.Shape));
            Assert.Equal(["p", "q/0", "q/1"], layer.OutputNames!);
            foreach (Tensor output in outputs)
                output.Dispose();
        }

        Assert.Contains("takes (x: float32 [1, 2]) or (x: float32 [3, 2]), got (float32 [2, 2])",
            Assert.Throws<ShapeException>(() => layer.ApplyAll(new float[2, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_precision_around_it_is_converted()
    {
        using Sequential model = new(
            new Dense(4) { InputShape = [4], DTypePolicy = "mixed_float16" }, new TFSMLayer(SavedModelFixture.PathOf("sequential")));
        using Tensor p = model.Predict(Rows);
        Assert.Equal(DType.Float32, p.DType);
    }

    [Fact]
    public void A_frozen_layer_keeps_its_weights()
    {
        using TFSMLayer layer = new(SavedModelFixture.PathOf("sequential")) { Trainable = false };
        using Sequential model = new(new Dense(4) { InputShape = [4] }, layer);
        Tensor[] before = layer.GetWeights();
        model.Compile("sgd", "mse");
        _ = model.Fit(Rows, new float[,] { { 1, 0 }, { 2, 0 }, { 3, 0 } }, epochs: 1, verbose: Verbosity.Silent);
        Tensor[] after = layer.GetWeights();
        for (int i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i].ToArray<float>(), after[i].ToArray<float>());
            before[i].Dispose();
            after[i].Dispose();
        }

        Assert.Empty(layer.TrainableWeights);
    }

    [Fact]
    public void A_missing_endpoint_is_told_with_those_that_exist()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new TFSMLayer(SavedModelFixture.PathOf("module")));
        Assert.Contains("has no endpoint 'serve'", e.Message, StringComparison.Ordinal);
        Assert.Contains("loop", e.Message, StringComparison.Ordinal);
        Assert.Contains("serving_default", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<ArgumentException>(() => new TFSMLayer(SavedModelFixture.PathOf("endpoints"), "call", "trian"));
        Assert.Equal("callTrainingEndpoint", e.ParamName);
        Assert.Contains("'train'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused_before_anything_runs()
    {
        using TFSMLayer layer = new(SavedModelFixture.PathOf("sequential")) { Name = "saved" };
        Assert.Contains("TFSMLayer 'saved': The endpoint 'serve' of", Wrong(() => layer.Apply(new Input([5]))), StringComparison.Ordinal);
        Assert.Contains("got (int32 [?, 4])", Wrong(() => layer.Apply(new Input([4], dtype: DType.Int32))), StringComparison.Ordinal);
        Assert.Contains("got (float32 [?, 4], float32 [?, 4])", Wrong(() => layer.ApplyAll([new Input([4]), new Input([4])])),
            StringComparison.Ordinal);
        using TFSMLayer named = new(SavedModelFixture.PathOf("named"));
        Assert.Contains("takes inputs named a, b, got a, c",
            Wrong(() => named.ApplyAll(new Structure<KerasTensor> { ["a"] = new Input([3]), ["c"] = new Input([2]) })),
            StringComparison.Ordinal);

        static string Wrong(Action action) => Assert.Throws<ShapeException>(action).Message;
    }

    [Fact]
    public void What_is_no_SavedModel_is_told()
    {
        Assert.Throws<DirectoryNotFoundException>(() => new TFSMLayer(directory["nothing"]));
        Directory.CreateDirectory(directory["empty"]);
        Assert.Contains("has no saved_model.pb", Assert.Throws<SavedModelException>(() => new TFSMLayer(directory["empty"])).Message,
            StringComparison.Ordinal);
        string copy = SavedModelFixture.Copy("sequential", directory["no-values"]);
        File.Delete(Path.Combine(copy, "variables", "variables.index"));
        Assert.Contains("variables.index", Assert.Throws<SavedModelException>(() => new TFSMLayer(copy)).Message, StringComparison.Ordinal);
        copy = SavedModelFixture.Copy("sequential", directory["short-values"]);
        File.WriteAllBytes(Path.Combine(copy, "variables", "variables.data-00000-of-00001"), [1, 2, 3]);
        Assert.Contains("cannot be read", Assert.Throws<SavedModelException>(() => new TFSMLayer(copy)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        float[] one = expected.ToArray<float>(), other = actual.ToArray<float>();
        Assert.Equal(expected.Shape, actual.Shape);
        for (int i = 0; i < one.Length; i++)
            Assert.Equal(one[i], other[i], 1e-5f);
        actual.Dispose();
    }
}
