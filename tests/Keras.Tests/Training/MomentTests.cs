using Keras.Core;
using Keras.Layers;
using Keras.Tests.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Weights are read and set at one moment, between two calls of the training function: nothing is lost, and no answer mixes two steps.
/// </summary>
public sealed class MomentTests
{
    [Fact]
    public void WhatIsSetWhileTheTrainingFunctionRunsIsNotLost()
    {
        using Sequential model = Toy.Linear();
        AtFirst("function ran", () => model.SetWeights(Tensor.Create<float>([3, 4], [2, 1]), Tensor.Create<float>([5], [1])));

        model.TrainOnBatch(Toy.X, Toy.Y);

        Assert.Equal([3, 4, 5], Toy.Values(model));
    }

    [Fact]
    public void AWeightSetWhileTheTrainingFunctionRunsStaysAndTheOthersAreTrained()
    {
        using Sequential model = Toy.Linear(), twin = Toy.Linear();
        twin.SetWeights(model.GetWeights());
        twin.TrainOnBatch(Toy.X, Toy.Y);
        AtFirst("function ran", () => model.Weights[1].Assign(Tensor.Create<float>([5], [1])));

        model.TrainOnBatch(Toy.X, Toy.Y);

        Assert.Equal([.. Toy.Values(twin)[..2], 5], Toy.Values(model));
    }

    [Fact]
    public void AnotherThreadsAssignmentComesBetweenTwoCallsOfTheTrainingFunction()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "zeros" }), twin =
            new(new Dense(1) { InputShape = [2] });
        foreach (Sequential each in new[] { model, twin })
            each.Compile(new Keras.Optimizers.SGD(0.01), "mse", jitCompile: JitCompile.Off);
        twin.SetWeights(Tensor.Create<float>([3, 4], [2, 1]), Tensor.Create<float>([5], [1]));
        twin.Fit(Toy.X, Toy.Y, Toy.Silent(1, 5));
        AtFirst("function ran", () => OnAnotherThread(
            () => model.SetWeights(Tensor.Create<float>([3, 4], [2, 1]), Tensor.Create<float>([5], [1]))));

        // Two epochs of two steps each; each is one call, the first of which is overtaken by the assignment.
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 5, Callback.OnTrainBatchEnd((_, _) => { })) with { StepsPerExecution = 2 });

        Assert.Equal(Toy.Values(twin), Toy.Values(model));
    }

    [Fact]
    public void WhoReadsWhileTheTrainingFunctionRunsReadsTheStepBefore()
    {
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);
        float[]? read = null, predicted = null, fast = new float[1];
        float[] expected = Predict(model);
        using Predictor predictor = model.CreatePredictor();
        AtFirst("function ran", () => OnAnotherThread(() =>
        {
            read = Toy.Values(model);
            predicted = Predict(model);
            predictor.Run([1, 1], fast);
        }));

        model.TrainOnBatch(Toy.X, Toy.Y);

        Assert.Equal(before, read!);
        Assert.Equal(expected, predicted!);
        Assert.Equal(expected[0], fast[0], 1e-6f);
        Assert.NotEqual(before, Toy.Values(model));
        predictor.Run([1, 1], fast);
        Assert.Equal(Predict(model)[0], fast[0], 1e-6f);
    }

    [Fact]
    public void APredictionOfManyBatchesIsOfOneMoment()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones", UseBias = false });
        Callback sets = new AfterPredictBatch(() => model.SetWeights(Tensor.Create<float>([7, 7], [2, 1])));

        using Tensor output = model.Predict(new float[,] { { 1, 1 }, { 1, 1 }, { 1, 1 } }, batchSize: 1, callbacks: [sets]);

        Assert.Equal([2, 2, 2], output.ToArray<float>());
        Assert.Equal([14], Predict(model));
    }

    [Theory]
    [InlineData("toy.keras")]
    [InlineData("toy.weights.h5")]
    [InlineData("toy.h5")]
    [InlineData("exported")]
    public void AFileIsOfOneMoment(string name)
    {
        using TemporaryDirectory directory = new();
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model), prediction = Predict(model);
        AtFirst("weights were read",
            () => OnAnotherThread(() => model.SetWeights(Tensor.Create<float>([3, 4], [2, 1]), Tensor.Create<float>([5], [1]))));

        if (name == "exported")
            model.Export(directory[name]);
        else if (name.Contains("weights", StringComparison.Ordinal))
            model.SaveWeights(directory[name]);
        else
            model.Save(directory[name]);

        Assert.Equal([3, 4, 5], Toy.Values(model));
        if (name == "exported")
        {
            using SavedModel saved = SavedModel.Load(directory[name]);
            using Tensor x = Tensor.Create<float>([1, 1], [1, 2]);
            using Tensor y = saved.Run(x);
            Assert.Equal(prediction, y.ToArray<float>());
            return;
        }

        model.LoadWeights(directory[name]);
        Assert.Equal(before, Toy.Values(model));
    }

    [Fact]
    public void APredictorFollowsWeightsAndLayers()
    {
        Dense dense = new(1) { InputShape = [2], UseBias = false, KernelInitializer = "ones" };
        Sequential inner = new(dense);
        using Sequential model = new(inner);
        model.BuildModel([-1, 2]);
        using Predictor predictor = model.CreatePredictor(), frozen = model.CreatePredictor(freeze: true);
        Assert.Equal(2, Run(predictor));

        dense.SetWeights(Tensor.Create<float>([2, 3], [2, 1]));
        Assert.Equal(5, Run(predictor));
        dense.EnableLora(1, aInitializer: "ones", bInitializer: "ones");
        Assert.Equal(7, Run(predictor));
        inner.Add(new Activation(Activations.Linear));
        inner.Add(new Dense(1) { KernelInitializer = new Keras.Initializers.Constant(10) });
        Assert.Equal(70, Run(predictor));

        inner.Add(new Dense(3));
        string message = Assert.Throws<InvalidOperationException>(() => Run(predictor)).Message;
        Assert.Contains("[1, 3] now instead of [1, 1]", message, StringComparison.Ordinal);
        Assert.Contains("CreatePredictor", message, StringComparison.Ordinal);
        inner.Pop().Dispose();
        Assert.Equal(70, Run(predictor));
        Assert.Equal(2, Run(frozen));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void APredictorThatOutlivesItsModelAnswersTheSameOnEveryThread(bool freeze)
    {
        Sequential model = Toy.Linear();
        model.TrainOnBatch(Toy.X, Toy.Y);
        using Predictor predictor = model.CreatePredictor(freeze: freeze);
        float expected = Run(predictor);
        model.TrainOnBatch(Toy.X, Toy.Y);
        if (!freeze)
            expected = Predict(model)[0];
        model.Dispose();

        float[] answers = new float[8];
        using Barrier together = new(answers.Length);
        Thread[] threads = [.. Enumerable.Range(0, answers.Length).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            for (int times = 0; times < 50; times++)
                answers[i] = Run(predictor);
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.All(answers, answer => Assert.Equal(freeze ? expected : answers[0], answer));
    }

    private static float Run(Predictor predictor)
    {
        float[] output = new float[1];
        predictor.Run([1, 1], output);
        return output[0];
    }

    private static float[] Predict(Model model)
    {
        using Tensor output = model.Predict(new float[,] { { 1, 1 } });
        return output.ToArray<float>();
    }

    private static void AtFirst(string point, Action action) => Interleaving.At = name =>
    {
        if (name != point)
            return;
        Interleaving.At = null;
        action();
    };

    private static void OnAnotherThread(Action action)
    {
        Thread thread = new(() => action());
        thread.Start();
        thread.Join();
    }

    private sealed class AfterPredictBatch(Action action) : Callback
    {
        public override void OnPredictBatchEnd(int batch, Logs logs) => action();
    }
}
