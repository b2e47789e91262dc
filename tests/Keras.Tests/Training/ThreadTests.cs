using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>One model used from several threads.</summary>
public sealed class ThreadTests
{
    [Fact]
    public async Task PredictionBesideTrainingIsSafeAndRight()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2], UseBias = false, KernelInitializer = "zeros" });
        model.Compile(new Keras.Optimizers.SGD(0.001), "mse", jitCompile: JitCompile.Off);
        using CancellationTokenSource stop = new();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FitOptions options = Toy.Silent(1_000_000, 8) with { Callbacks = [Callback.OnTrainBegin(_ => begun.SetResult())] };
        Task<History> training = model.FitAsync(Toy.Rows(1000, 2), Toy.Rows(1000, 1), options, cancellationToken: stop.Token);
        // The thread pool may take its time to start it.
        await begun.Task;
        float[,] x = { { 1, 0 }, { 2, 0 }, { -3, 0 } };

        int[] wrong = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Wrong(100))));
        InvalidOperationException second = Assert.Throws<InvalidOperationException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent()));
        Assert.Throws<InvalidOperationException>(() => model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent));
        Assert.Throws<InvalidOperationException>(() => model.Compile("sgd", "mse"));
        await stop.CancelAsync();

        Assert.True((await training).WasCancelled);
        Assert.Equal([0, 0, 0, 0], wrong);
        Assert.Contains("on another thread", second.Message, StringComparison.Ordinal);
        Assert.Single(model.Fit(Toy.X, Toy.Y, Toy.Silent()).Epochs);

        // Whatever the kernel is by now, a prediction is made with one kernel: rows are multiples of the first.
        int Wrong(int times)
        {
            int found = 0;
            for (int i = 0; i < times; i++)
            {
                using Tensor output = model.Predict(x);
                float[] y = output.ToArray<float>();
                if (!float.IsFinite(y[0]) || y[1] != 2 * y[0] || MathF.Abs(y[2] + (3 * y[0])) > 1e-6f)
                    found++;
            }

            return found;
        }
    }

    [Fact]
    public async Task AModelIsBuiltOnceByWhoeverComesFirst()
    {
        for (int round = 0; round < 10; round++)
        {
            using Sequential model = new(new Dense(4, "relu"), new Dense(1));
            model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
            using Barrier start = new(3);

            Task[] first =
            [
                Task.Run(() => Started(start, () => model.Fit(Toy.X, Toy.Y, Toy.Silent()))),
                Task.Run(() => Started(start, () => model.Predict(Toy.X).Dispose())),
                Task.Run(() => Started(start, () => model.Predict(Toy.X).Dispose())),
            ];
            await Task.WhenAll(first);

            Assert.Equal(4, model.Weights.Count);
            Assert.Equal(4, model.Optimizer.Trained.Count);
        }

        static void Started(Barrier start, Action action)
        {
            start.SignalAndWait();
            action();
        }
    }

    [Fact]
    public async Task ModelsOfTheirOwnTrainSideBySide()
    {
        float[][] weights = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(Train)));

        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);

        static float[] Train()
        {
            using Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });
            model.Compile("adam", "mse", jitCompile: JitCompile.Off);
            model.Fit(Toy.X, Toy.Y, Toy.Silent(5));
            return Toy.Values(model);
        }
    }
}
