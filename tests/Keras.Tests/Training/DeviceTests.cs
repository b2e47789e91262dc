using Keras.Layers;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>A device that is chosen flows with the call, and models work wherever their weights are.</summary>
public sealed class DeviceTests
{
    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void AModelTrainsOnAnotherDeviceThanItWasBuiltOn(JitCompile jitCompile)
    {
        using Sequential here = Make(), there = Make();
        there.SetWeights(here.GetWeights());
        foreach (string device in new[] { "/CPU:0", "/CPU:1", "/CPU:0" })
        {
            Train(here);
            using (Runtime.Device(device))
                Train(there);
        }

        Assert.Equal(Toy.Values(here), Toy.Values(there));
        using (Runtime.Device("/CPU:1"))
            Assert.Equal(Predict(here), Predict(there));

        Sequential Make()
        {
            Sequential model = new(new Dense(3, "relu") { InputShape = [2] }, new Dense(1));
            model.Compile("adam", "mse", ["mae"], jitCompile: jitCompile);
            return model;
        }

        static void Train(Sequential model)
        {
            model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4));
            _ = model.TrainOnBatch(Toy.X, Toy.Y);
            _ = model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent);
            _ = Predict(model);
        }
    }

    [Fact]
    public async Task FitAsyncRunsOnTheDeviceThatItsCallerChose()
    {
        using Sequential model = Toy.Linear();
        string? during = null;
        using (Runtime.Device("/CPU:1"))
            await model.FitAsync(Toy.X, Toy.Y, Toy.Silent(1, 4, Callback.OnEpochEnd((_, _) => during = DeviceScope.Current?.ShortName)));

        Assert.Equal("/CPU:1", during);
        Assert.Equal(Runtime.FindDevice("/CPU:1").Name, DeviceOf(model.Weights[0]));
        Assert.Null(DeviceScope.Current);
    }

    [Fact]
    public async Task AScopeFlowsOverAwaitAndStaysOnNoThread()
    {
        using (Runtime.Device("/CPU:1"))
        {
            await Task.Yield();
            Assert.Equal("/CPU:1", DeviceScope.Current?.ShortName);
            Assert.Equal("/CPU:1", await Task.Run(() => DeviceScope.Current?.ShortName));
            using (Runtime.Device("/CPU:0"))
                await Task.Delay(1);
            Assert.Equal("/CPU:1", DeviceScope.Current?.ShortName);
        }

        Assert.Null(DeviceScope.Current);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Runtime.Device("/CPU:1"))));
        string?[] left = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => DeviceScope.Current?.ShortName)));
        Assert.All(left, Assert.Null);
    }

    [Fact]
    public void EveryCacheKnowsItsDevice()
    {
        using Sequential model = Toy.Linear();
        using Keras.Metrics.MeanAbsoluteError metric = new();
        using Tensor truth = Tensor.Create<float>([1, 2], [2, 1]), predicted = Tensor.Create<float>([2, 4], [2, 1]);
        foreach (string device in new[] { "/CPU:0", "/CPU:1", "/CPU:0" })
        {
            using DeviceScope scope = Runtime.Device(device);
            model.TrainOnBatch(Toy.X, Toy.Y);
            Assert.Equal(Runtime.FindDevice(device).Name, DeviceOf(model.Weights[0]));
            _ = Predict(model);
            metric.Reset();
            metric.Update(truth, predicted);
            using Tensor result = metric.Compute();
            Assert.Equal(1.5f, result.ToScalar<float>());
        }

        Assert.Equal(2, model.ProgramCount);
    }

    [Fact]
    public void APredictorStaysOnItsDeviceWhoeverCalls()
    {
        using Sequential model = Toy.Linear();
        using Predictor predictor = model.CreatePredictor();
        float[] expected = new float[1], answer = new float[1];
        predictor.Run([1, 1], expected);
        using Barrier together = new(4);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            using DeviceScope scope = Runtime.Device($"/CPU:{i % 2}");
            float[] own = new float[1];
            together.SignalAndWait();
            for (int times = 0; times < 100; times++)
            {
                predictor.Run([1, 1], own);
                if (own[0] != expected[0])
                    answer[0]++;
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.Equal(0, answer[0]);
    }

    private static string DeviceOf(Weight weight)
    {
        WeightValue?[] value = new WeightValue?[1];
        Weight.KeepAll([weight], value, new long[1]);
        string device = value[0]!.Device?.Name ?? Runtime.Devices[0].Name;
        value[0]!.Release();
        return device;
    }

    private static float[] Predict(Model model)
    {
        using Tensor output = model.Predict(Toy.X);
        return output.ToArray<float>();
    }
}
