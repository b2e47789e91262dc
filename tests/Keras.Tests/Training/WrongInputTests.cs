using Keras.Layers;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>What cannot be done is refused with a sentence that says why; nothing leaks and the model can be used on.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class WrongInputTests
{
    private static readonly float[,] Y3 = Toy.OneHot(10, 3);

    public static TheoryData<string, Type, string> Runs() => new()
    {
        { "too few columns", typeof(ShapeException), "built for inputs of shape [?, 4], got [?, 3]" },
        { "too many axes", typeof(ShapeException), "built for inputs of shape [?, 4], got [?, 4, 2]" },
        { "fewer targets than inputs", typeof(ShapeException), "10 inputs" },
        { "fewer targets than inputs in a batch", typeof(ShapeException), "4 inputs" },
        { "other weights than rows", typeof(ShapeException), "10 inputs" },
        { "targets of another width", typeof(ShapeException), "expected targets of the predictions' shape" },
        { "labels beyond the classes", typeof(ArgumentOutOfRangeException), "class indices from 0 to 2, got 3" },
        { "labels below zero", typeof(ArgumentOutOfRangeException), "got -1 in sample 2" },
        { "no rows", typeof(ShapeException), "at least one sample" },
        { "batches that differ", typeof(ShapeException), "must be alike" },
        { "batches with and without weights", typeof(ShapeException), "must be alike" },
        { "no targets", typeof(ArgumentException), "[10, 4] alone; the losses that the model 'sequential" },
        { "null as targets", typeof(ArgumentNullException), "or leave y out where layers or a custom step compute the loss" },
        { "batch size 0", typeof(ArgumentOutOfRangeException), "BatchSize" },
        { "epochs below 0", typeof(ArgumentOutOfRangeException), "Epochs" },
        { "split of 1", typeof(ArgumentOutOfRangeException), "validation split in [0, 1)" },
        { "split below 0", typeof(ArgumentOutOfRangeException), "validation split in [0, 1)" },
        { "split that leaves nothing", typeof(ArgumentException), "both need at least one" },
        { "split of a stream", typeof(ArgumentException), "ValidationData" },
        { "class and sample weights", typeof(ArgumentException), "not both" },
        { "class weights and a stream of sample weights", typeof(ArgumentException), "Fit: give either class weights or sample weights" },
        { "class and sample weights of a batch", typeof(ArgumentException), "TrainOnBatch: give either class weights or sample weights" },
        { "validation data of another shape", typeof(ShapeException), "validation data" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void AWrongFitIsRefused(string what, Type type, string sentence)
    {
        using Sequential model = Toy.Classifier();
        float[] before = Toy.Values(model);

        NativeLeaks.AssertNone(() =>
        {
            Exception error = Assert.ThrowsAny<Exception>(() => Fit(model, what));
            Assert.IsType(type, error);
            Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        });

        // A stream may go wrong after its first batches.
        if (!what.StartsWith("batches", StringComparison.Ordinal))
            Assert.Equal(before, Toy.Values(model));
        Assert.Single(model.Fit(Toy.Rows(10, 4), Y3, Toy.Silent()).Epochs);
    }

    [Fact]
    public void PredictRefusesWhatDoesNotFit()
    {
        using Sequential model = Toy.Classifier();

        Assert.Contains("got [?, 5]", Assert.Throws<ShapeException>(() => model.Predict(Toy.Rows(2, 5))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => model.Predict(new float[0, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(Toy.Rows(2, 4), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Evaluate(Toy.Rows(10, 4), Y3, 0));
        Assert.Throws<ShapeException>(() => (Data)Tensor.Scalar(1f));
        using Tensor right = model.Predict(Toy.Rows(2, 4));
        Assert.Equal([2, 3], right.Shape);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(momentum: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam().LearningRate = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Data)new[] { 0, 10 }).ToCategorical(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Data)new[] { 0, -1 }).ToCategorical(10));
        using Sequential model = Toy.Linear();
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Compile("sgd", "mse", stepsPerExecution: 0));
    }

    [Fact]
    public void NoNameIsNone()
    {
        string? none = null;
        using Sequential model = new(new Dense(1, none) { InputShape = [2], KernelRegularizer = none, BiasConstraint = none });
        model.Compile(none, none);
        Assert.Equal("linear", ((Dense)model.Layers[0]).Activation.Name);
        Assert.Null(model.Loss);
    }

    [Fact]
    public void UnknownNamesAreRefusedWithTheKnownOnes()
    {
        AssertUnknown(() => (Optimizer)"adamm", "optimizer 'adamm'", "adam");
        AssertUnknown(() => (Loss)"mean_square", "loss 'mean_square'", "mean_squared_error");
        AssertUnknown(() => (Metric)"accurate", "metric 'accurate'", "accuracy");
        AssertUnknown(() => (ActivationFunction)"rely", "activation 'rely'", "relu");
        AssertUnknown(() => (Initializer)"glorot", "initializer 'glorot'", "glorot_uniform");
        AssertUnknown(() => (Regularizer)"l3", "regularizer 'l3'", "l2");
        Assert.Contains("Expected the name of an initializer, got null",
            Assert.Throws<ArgumentNullException>(() => (Initializer)(string)null!).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Loss.From(null!));
        Assert.Throws<ArgumentNullException>(() => Metric.From(null!, "metric"));

        static void AssertUnknown(Func<object> convert, string what, string known)
        {
            UnknownNameException error = Assert.Throws<UnknownNameException>(convert);
            Assert.Contains(what, error.Message, StringComparison.Ordinal);
            Assert.Contains(known, error.KnownNames);
            Assert.Contains(known, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AModelIsCompiledBeforeItIsTrainedAndMayBeBuiltLater()
    {
        using Sequential model = new(new Dense(3, "softmax"));
        Assert.Contains("call Compile", Assert.Throws<InvalidOperationException>(() => model.Fit(Toy.Rows(10, 4), Y3)).Message,
            StringComparison.Ordinal);
        Assert.Contains("call Compile", Assert.Throws<InvalidOperationException>(() => model.Evaluate(Toy.Rows(10, 4), Y3)).Message,
            StringComparison.Ordinal);
        Assert.Contains("call Compile", Assert.Throws<InvalidOperationException>(() => model.TrainOnBatch(Toy.Rows(10, 4), Y3)).Message,
            StringComparison.Ordinal);

        model.Compile("sgd", "categorical_crossentropy", jitCompile: JitCompile.Off);
        Assert.False(model.IsBuilt);
        Assert.Single(model.Fit(Toy.Rows(10, 4), Y3, Toy.Silent()).Epochs);
        Assert.Equal([-1, 4], model.BuildShape!);
    }

    [Fact]
    public void WhatAModelCouldNotBeBuiltForDoesNotStay()
    {
        using Sequential model = new(new Flatten(), new Widened(), new OnlyFor(8), new Dense(3, "softmax"));
        model.Compile("sgd", "categorical_crossentropy", jitCompile: JitCompile.Off);

        Assert.Throws<ShapeException>(() => model.Fit(Toy.Rows(10, 5), Y3, Toy.Silent()));
        Assert.False(model.IsBuilt);
        Assert.Empty(model.Weights);

        Assert.Single(model.Fit(Toy.Rows(10, 4), Y3, Toy.Silent()).Epochs);
        Assert.Equal([1, 4], model.Weights[0].Shape);
    }

    [Fact]
    public void LayersNeedNamesOfTheirOwn()
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => new Sequential(new Dense(1) { Name = "a" }, new Dense(1) { Name = "a" }));
        Assert.Contains("'a' already", error.Message, StringComparison.Ordinal);

        using Sequential model = new(new Dense(1) { Name = "a", InputShape = [2] });
        Assert.Throws<ArgumentException>(() => model.Add(new Dense(1) { Name = "a" }));
        Assert.Throws<ArgumentException>(() => new Dense(1) { Name = "a/b" });
        Assert.Single(model.Layers);
        using Tensor still = model.Predict(Toy.X);
        Assert.Equal([10, 1], still.Shape);
    }

    [Fact]
    public void ADeviceThatIsNotThereIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Runtime.Device("/TPU:7"));

        Assert.Contains("'/TPU:7'", error.Message, StringComparison.Ordinal);
        Assert.Contains("CPU:0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsOfAnotherShapeChangeNothing()
    {
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);
        using Tensor kernel = Tensor.Zeros(DType.Float32, [2, 1]), bias = Tensor.Zeros(DType.Float32, [2]);

        Assert.Contains("[1], got [2]", Assert.Throws<ShapeException>(() => model.SetWeights(kernel, bias)).Message,
            StringComparison.Ordinal);
        Assert.Contains("expected 2 weights, got 1",
            Assert.Throws<ArgumentException>(() => model.SetWeights(kernel)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Toy.Values(model));
    }

    [Fact]
    public void ADisposedModelRefusesEverything()
    {
        Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        model.Predict(Toy.X).Dispose();

        model.Dispose();
        model.Dispose();

        Action[] uses =
        [
            () => model.Fit(Toy.X, Toy.Y), () => model.Predict(Toy.X), () =>
                model.Evaluate(Toy.X, Toy.Y), () => model.TrainOnBatch(Toy.X, Toy.Y),
            () => model.TestOnBatch(Toy.X, Toy.Y), () => model.GetWeights(), () =>
                model.Compile("sgd", "mse"), () => model.CreatePredictor(),
            () => model.Add(new Dense(1)), () => model.SummaryText(), () => model.BuildModel([-1, 2]), () => model.Weights[0].Read(),
        ];
        foreach (Action use in uses)
            Assert.Throws<ObjectDisposedException>(use);
    }

    [Fact]
    public void OneOptimizerIsForOneModel()
    {
        SGD optimizer = new();
        using Sequential a = Toy.Linear(), b = Toy.Linear();
        a.Compile(optimizer, "mse");
        b.Compile(optimizer, "mse");
        a.Fit(Toy.X, Toy.Y, Toy.Silent());

        Assert.Contains("optimizer of its own",
            Assert.Throws<InvalidOperationException>(() => b.Fit(Toy.X, Toy.Y, Toy.Silent())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MetricsMayBeUsedAgainWhenCompilingAnew()
    {
        CategoricalAccuracy accuracy = new();
        using Sequential model = Toy.Classifier();
        for (int i = 0; i < 2; i++)
        {
            model.Compile("sgd", "categorical_crossentropy", [accuracy], jitCompile: JitCompile.Off);
            Assert.Single(model.Fit(Toy.Rows(10, 4), Y3, Toy.Silent())["categorical_accuracy"]);
        }
    }

    private static void Fit(Sequential model, string what)
    {
        float[,] x = Toy.Rows(10, 4);
        FitOptions silent = Toy.Silent();
        switch (what)
        {
            case "too few columns": model.Fit(Toy.Rows(10, 3), Y3, silent); break;
            case "too many axes": model.Fit(new float[10, 4, 2], Y3, silent); break;
            case "fewer targets than inputs": model.Fit(x, Toy.OneHot(9, 3), silent); break;
            case "fewer targets than inputs in a batch":
                model.Fit(Dataset.FromBatches([(Toy.Rows(4, 4), Toy.OneHot(3, 3))]), silent);
                break;
            case "other weights than rows": model.Fit(x, Y3, silent with { SampleWeight = new float[11] }); break;
            case "targets of another width": model.Fit(x, Toy.OneHot(10, 4), silent); break;
            case "labels beyond the classes": FitLabels(model, [0, 1, 2, 3]); break;
            case "labels below zero": FitLabels(model, [0, 1, -1, 2]); break;
            case "no rows": model.Fit(new float[0, 4], new float[0, 3], silent); break;
            case "batches that differ": model.Fit(Dataset.FromBatches([new Batch(x, Y3), new Batch(x, Toy.OneHot(10, 2))]), silent); break;
            case "batches with and without weights":
                model.Fit(
                Dataset.FromBatches([new Batch(x, Y3, new float[10]), new Batch(x, Y3)]), silent); break;
            case "no targets": model.Fit(Dataset.FromTensors(x), silent); break;
            case "null as targets": model.Fit(x, null!, silent); break;
            case "batch size 0": model.Fit(x, Y3, silent with { BatchSize = 0 }); break;
            case "epochs below 0": model.Fit(x, Y3, silent with { Epochs = -1 }); break;
            case "split of 1": model.Fit(x, Y3, silent with { ValidationSplit = 1 }); break;
            case "split below 0": model.Fit(x, Y3, silent with { ValidationSplit = -0.1 }); break;
            case "split that leaves nothing": model.Fit(x, Y3, silent with { ValidationSplit = 0.99 }); break;
            case "split of a stream": model.Fit(Dataset.FromBatches([(x, Y3)]), silent with { ValidationSplit = 0.5 }); break;
            case "class and sample weights":
                model.Fit(
                x, Y3, silent with { ClassWeight = new() { [0] = 1 }, SampleWeight = new float[10] }); break;
            case "class weights and a stream of sample weights":
                model.Fit(Dataset.FromBatches([new Batch(x, Y3, new float[10])]), silent with { ClassWeight = new() { [0] = 1 } });
                break;
            case "class and sample weights of a batch":
                model.TrainOnBatch(x, Y3, new float[10], new() { [0] = 1 });
                break;
            case "validation data of another shape": model.Fit(x, Y3, silent with { ValidationData = (Toy.Rows(10, 3), Y3) }); break;
            default: throw new InvalidDataException(what);
        }
    }

    private static void FitLabels(Sequential model, int[] labels)
    {
        using Sequential sparse = new(new Dense(3, "softmax") { InputShape = [4] });
        sparse.Compile("sgd", "sparse_categorical_crossentropy", jitCompile: JitCompile.Off);
        Assert.NotSame(model, sparse);
        sparse.Fit(Toy.Rows(4, 4), labels, Toy.Silent());
    }

    /// <summary>Has a weight for each column and gives twice the columns.</summary>
    private sealed class Widened : Layer
    {
        private Weight? scale;

        protected override void Build(Shape input) => scale = AddWeight("scale", [1, input[^1]], "ones");

        protected override Symbol Call(Symbol x, CallContext context) => Ops.Concatenate([x * scale!, x], -1);
    }

    /// <summary>Passes some columns on and refuses others when it is built.</summary>
    private sealed class OnlyFor(int columns) : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => x;

        protected override void Build(Shape input)
        {
            if (input[^1] != columns)
                throw new ShapeException($"This layer is for {columns} columns, got {input}.");
        }
    }
}
