using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>
/// The public surface of a model, called with what is no argument: one typed exception each, which names the argument; the model goes on.
/// </summary>
public sealed class ModelArgumentTests
{
    private static readonly string[] Words = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

    internal static readonly (string What, Type Type, string Named, Action<Sequential> Call)[] Cases =
    [
        ("Fit(null inputs)", typeof(ArgumentNullException), "(Parameter 'x')", m => m.Fit((Data)null!, Toy.Y)),
        ("Fit(null targets)", typeof(ArgumentNullException), "(Parameter 'y')", m => m.Fit(Toy.X, (Data)null!)),
        ("Fit(null array)", typeof(ArgumentNullException), "(Parameter 'x')", m => m.Fit((float[,])null!, Toy.Y)),
        ("Fit(null sequence)", typeof(ArgumentNullException), "(Parameter 'rows')", m => m.Fit((IEnumerable<float[]>)null!, Toy.Y)),
        ("Fit(null data)", typeof(ArgumentNullException), "(Parameter 'data')", m => m.Fit((Dataset)null!)),
        ("Fit(null data, options)", typeof(ArgumentNullException), "(Parameter 'data')", m => m.Fit((Dataset)null!, Toy.Silent())),
        ("Fit(null options)", typeof(ArgumentNullException), "(Parameter 'options')", m => m.Fit(Toy.X, Toy.Y, (FitOptions)null!)),
        ("Fit(data, null options)", typeof(ArgumentNullException), "(Parameter 'options')", m => m.Fit((Toy.X, Toy.Y), (FitOptions)null!)),
        ("Fit(null callbacks)", typeof(ArgumentNullException), "(Parameter 'Callbacks')",
            m => m.Fit(Toy.X, Toy.Y, Toy.Silent() with { Callbacks = null! })),
        ("Fit(a null callback)", typeof(ArgumentNullException), "at 0 of Callbacks", m => m.Fit(Toy.X, Toy.Y, callbacks: [null!])),
        ("Fit(no such verbosity)", typeof(ArgumentOutOfRangeException), "Verbose", m => m.Fit(Toy.X, Toy.Y, verbose: (Verbosity)99)),
        ("Fit(NaN split)", typeof(ArgumentOutOfRangeException), "ValidationSplit", m => m.Fit(Toy.X, Toy.Y, validationSplit: double.NaN)),
        ("Fit(strings)", typeof(ArgumentException), "inputs", m => m.Fit(Words, Toy.Y, Toy.Silent())),
        ("Fit(string targets)", typeof(ArgumentException), "targets", m => m.Fit(Toy.X, Words, Toy.Silent())),
        ("Fit(string weights)", typeof(ArgumentException), "sample weights",
            m => m.Fit(Toy.X, Toy.Y, Toy.Silent() with { SampleWeight = Words })),
        ("Fit(a pair of null)", typeof(ArgumentException), "inputs", m => m.Fit(((object)null!, (object)Toy.Y))),
        ("Fit(a pair with a string)", typeof(ArgumentException), "targets", m => m.Fit(((object)Toy.X, (object)"text"))),
        ("Fit(a pair with a number)", typeof(ArgumentException), "targets", m => m.Fit(((object)Toy.X, (object)7))),
        ("Evaluate(null inputs)", typeof(ArgumentNullException), "(Parameter 'x')", m => m.Evaluate((Data)null!, Toy.Y)),
        ("Evaluate(null targets)", typeof(ArgumentNullException), "(Parameter 'y')", m => m.Evaluate(Toy.X, (Data)null!)),
        ("Evaluate(null data)", typeof(ArgumentNullException), "(Parameter 'data')", m => m.Evaluate((Dataset)null!)),
        ("Evaluate(a null callback)", typeof(ArgumentNullException),
            "at 0 of callbacks", m => m.Evaluate(Toy.X, Toy.Y, callbacks: [null!])),
        ("Evaluate(no such verbosity)", typeof(ArgumentOutOfRangeException),
            "verbose", m => m.Evaluate(Toy.X, Toy.Y, verbose: (Verbosity)99)),
        ("Evaluate(batch size 0)", typeof(ArgumentOutOfRangeException), "batchSize", m => m.Evaluate(Toy.X, Toy.Y, 0)),
        ("Evaluate(strings)", typeof(ArgumentException), "inputs", m => m.Evaluate(Words, Toy.Y, verbose: Verbosity.Silent)),
        ("Predict(null inputs)", typeof(ArgumentNullException), "(Parameter 'x')", m => m.Predict((Data)null!)),
        ("Predict(null data)", typeof(ArgumentNullException), "(Parameter 'data')", m => m.Predict((Dataset)null!)),
        ("Predict(a null callback)", typeof(ArgumentNullException), "at 0 of callbacks", m => m.Predict(Toy.X, callbacks: [null!])),
        ("Predict(batch size -1)", typeof(ArgumentOutOfRangeException), "batchSize", m => m.Predict(Toy.X, -1)),
        ("Predict(strings)", typeof(ArgumentException), "inputs", m => m.Predict(Words)),
        ("PredictOnBatch(null)", typeof(ArgumentNullException), "(Parameter 'x')", m => m.PredictOnBatch((Data)null!)),
        ("PredictOnBatch(strings)", typeof(ArgumentException), "inputs", m => m.PredictOnBatch(Words)),
        ("TrainOnBatch(null inputs)", typeof(ArgumentNullException), "(Parameter 'x')", m => m.TrainOnBatch((Data)null!, Toy.Y)),
        ("TrainOnBatch(null targets)", typeof(ArgumentNullException), "(Parameter 'y')", m => m.TrainOnBatch(Toy.X, (Data)null!)),
        ("TrainOnBatch(strings)", typeof(ArgumentException), "inputs", m => m.TrainOnBatch(Words, Toy.Y)),
        ("TestOnBatch(null inputs)", typeof(ArgumentNullException), "(Parameter 'x')", m => m.TestOnBatch((Data)null!, Toy.Y)),
        ("TestOnBatch(null targets)", typeof(ArgumentNullException), "(Parameter 'y')", m => m.TestOnBatch(Toy.X, (Data)null!)),
        ("TestOnBatch(string targets)", typeof(ArgumentException), "targets", m => m.TestOnBatch(Toy.X, Words)),
        ("CreatePredictor(0)", typeof(ArgumentOutOfRangeException), "batchSize", m => m.CreatePredictor(0)),
        ("CreatePredictor(too many)", typeof(ArgumentException), "batch size", m => m.CreatePredictor(int.MaxValue)),
        ("Compile(a null metric)", typeof(ArgumentNullException), "at 1 of metrics", m => m.Compile("sgd", "mse", ["mae", null!])),
        ("Compile(a null weighted metric)", typeof(ArgumentNullException),
            "at 0 of weightedMetrics", m => m.Compile("sgd", "mse", weightedMetrics: [null!])),
        ("Compile(no optimizer's name)", typeof(UnknownNameException), "optimizer ''", m => m.Compile("", "mse")),
        ("Compile(no loss's name)", typeof(UnknownNameException), "loss ''", m => m.Compile("sgd", "")),
        ("Compile(no such mode)", typeof(ArgumentOutOfRangeException), "jitCompile",
            m => m.Compile("sgd", "mse", jitCompile: (JitCompile)99)),
        ("Compile(no steps)", typeof(ArgumentOutOfRangeException), "stepsPerExecution", m => m.Compile("sgd", "mse", stepsPerExecution: 0)),
        ("BuildModel(null)", typeof(ArgumentNullException), "(Parameter 'inputShape')", m => m.BuildModel(null!)),
        ("GetLayer(null)", typeof(ArgumentNullException), "(Parameter 'name')", m => m.GetLayer((string)null!)),
        ("GetLayer(unknown)", typeof(ArgumentException), "no layer 'x'", m => m.GetLayer("x")),
        ("GetLayer(beyond)", typeof(ArgumentOutOfRangeException), "(Parameter 'index')", m => m.GetLayer(9)),
        ("Add(null)", typeof(ArgumentNullException), "(Parameter 'layer')", m => m.Add(null!)),
        ("SetWeights(null)", typeof(ArgumentNullException), "values", m => m.SetWeights((Tensor[])null!)),
        ("SetWeights(of null)", typeof(ArgumentNullException), "values", m => m.SetWeights(null!, null!)),
        ("Save(null)", typeof(ArgumentNullException), "(Parameter 'path')", m => m.Save(null!)),
        ("Save(empty)", typeof(ArgumentException), "(Parameter 'path')", m => m.Save("")),
        ("Save(another ending)", typeof(ArgumentException), "(Parameter 'path')", m => m.Save("model.txt")),
        ("SaveWeights(null)", typeof(ArgumentNullException), "(Parameter 'path')", m => m.SaveWeights(null!)),
        ("SaveWeights(white)", typeof(ArgumentException), "(Parameter 'path')", m => m.SaveWeights("  ")),
        ("LoadWeights(null)", typeof(ArgumentNullException), "(Parameter 'path')", m => m.LoadWeights(null!)),
        ("LoadWeights(empty)", typeof(ArgumentException), "(Parameter 'path')", m => m.LoadWeights("")),
        ("LoadWeights(no file)", typeof(FileNotFoundException), "nothing.h5", m => m.LoadWeights("nothing.h5")),
        ("Export(null)", typeof(ArgumentNullException), "(Parameter 'directory')", m => m.Export(null!)),
        ("Export(empty)", typeof(ArgumentException), "(Parameter 'directory')", m => m.Export("")),
        ("Load(null)", typeof(ArgumentNullException), "(Parameter 'path')", _ => Model.Load(null!)),
        ("Load(empty)", typeof(ArgumentException), "(Parameter 'path')", _ => Model.Load("")),
        ("Load(no file)", typeof(FileNotFoundException), "nothing.keras", _ => Model.Load("nothing.keras")),
        ("FromJson(null)", typeof(ArgumentNullException), "(Parameter 'json')", _ => Model.FromJson(null!)),
        ("FromJson(empty)", typeof(ArgumentException), "(Parameter 'json')", _ => Model.FromJson("")),
        ("FromJson(no JSON)", typeof(System.Text.Json.JsonException),
            "expected the JSON of a config, as to_json and ToJson write it, got 'hello'", _ => Model.FromJson("hello")),
        ("FromJson(no object)", typeof(InvalidDataException), "which is an object in braces, got '[1, 2]'", _ => Model.FromJson("[1, 2]")),
        ("FromJson(no model)", typeof(ConfigException), "Expected an object with a class_name, got {}", _ => Model.FromJson("{}")),
        ("SummaryText(-1)", typeof(ArgumentOutOfRangeException), "lineLength", m => m.SummaryText(-1)),
    ];

    public static TheoryData<string> Calls() => [.. Cases.Select(c => c.What)];

    [Theory]
    [MemberData(nameof(Calls))]
    public void WhatIsNoArgumentIsRefusedByItsName(string what)
    {
        (_, Type type, string named, Action<Sequential> call) = Cases.Single(c => c.What == what);
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);
        Exception error = Assert.ThrowsAny<Exception>(() => call(model));
        Assert.True(type.IsInstanceOfType(error), $"{what}: expected {type.Name}, got {error.GetType().Name}: {error.Message}");
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        // .NET adds the value of what is out of range by itself.
        Assert.DoesNotContain("\n", error.Message.Split("\nActual value was ")[0]
            .Split("\r\nActual value was ")[0], StringComparison.Ordinal);
        Assert.Equal(before, Toy.Values(model));
        Assert.Single(model.Fit(Toy.X, Toy.Y, Toy.Silent()).Epochs);
    }

    [Fact]
    public async Task TasksFailWithTheSameExceptions()
    {
        using Sequential model = Toy.Linear();
        Assert.Equal("x", (await Assert.ThrowsAsync<ArgumentNullException>(
            () => model.FitAsync((Data)null!, Toy.Y, Toy.Silent()))).ParamName);
        Assert.Equal("options", (await Assert.ThrowsAsync<ArgumentNullException>(() => model.FitAsync(Toy.X, Toy.Y, null!))).ParamName);
        Assert.Equal("data", (await Assert.ThrowsAsync<ArgumentNullException>(() => model.EvaluateAsync((Dataset)null!))).ParamName);
        Assert.Equal("x", (await Assert.ThrowsAsync<ArgumentNullException>(() => model.PredictAsync((Data)null!))).ParamName);
    }
}
