using Keras.Core;
using Keras.Layers;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Runs keep their own metric states: what a callback evaluates does not reach the numbers of the epoch.</summary>
public sealed class InnerRunTests
{
    public static TheoryData<string, JitCompile> Runs => new()
    {
        { "evaluate", JitCompile.Off }, { "evaluate", JitCompile.On }, { "test on batch", JitCompile.Off },
            { "evaluate a stream", JitCompile.Off }, { "predict", JitCompile.Off },
        { "evaluate within an evaluation", JitCompile.Off },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_inner_run_leaves_the_numbers_of_the_epoch(string run, JitCompile jitCompile)
    {
        History expected = Train(null), actual = Train(run);
        foreach (string key in expected.Keys)
            Assert.Equal(expected[key], actual[key]);

        History Train(string? inner)
        {
            using Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });
            model.Compile("sgd", "mse", ["mae", new Keras.Metrics.MeanSquaredError("other")], jitCompile: jitCompile);
            float[,] far = { { 100, 100 }, { 200, 200 } }, farther = { { 1 }, { -1 } };
            Callback callback = Callback.OnTrainBatchEnd((_, _) => Inner());
            return model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 2, callback) with { ValidationData = (Toy.X, Toy.Y) });

            void Inner()
            {
                switch (inner)
                {
                    case "evaluate": model.Evaluate(far, farther, verbose: Verbosity.Silent); break;
                    case "test on batch": model.TestOnBatch(far, farther); break;
                    case "evaluate a stream":
                        model.Evaluate(
                        Dataset.FromBatches([(far, farther), (far, farther)]), verbose: Verbosity.Silent); break;
                    case "predict": model.Predict(far).Dispose(); break;
                    case "evaluate within an evaluation":
                        model.Evaluate(far, farther, verbose: Verbosity.Silent,
                            callbacks: [new Testing(() => model.TestOnBatch(far, farther))]);
                        break;
                    default: break;
                }
            }
        }
    }

    /// <summary>A metric belongs to its maker, who may compile two models with it.</summary>
    [Theory]
    [InlineData(JitCompile.Off, false)]
    [InlineData(JitCompile.On, false)]
    [InlineData(JitCompile.Off, true)]
    public void An_inner_run_of_another_model_with_the_same_metric_does_too(JitCompile jitCompile, bool trains)
    {
        Assert.Equal(Train(isShared: false), Train(isShared: true));

        IReadOnlyList<double> Train(bool isShared)
        {
            using Sequential model = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });
            using Sequential other = new(new Dense(1) { InputShape = [2], KernelInitializer = "ones" });
            using Keras.Metrics.MeanAbsoluteError metric = new(), second = new();
            model.Compile("sgd", "mse", [metric], jitCompile: jitCompile);
            other.Compile("sgd", "mse", [isShared ? metric : second], jitCompile: jitCompile);
            float[,] far = { { 100, 100 }, { 200, 200 } }, farther = { { 1 }, { -1 } };
            return model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 2, Callback.OnTrainBatchEnd((_, _) =>
            {
                if (trains)
                    other.Fit(far, farther, Toy.Silent());
                else
                    other.Evaluate(far, farther, verbose: Verbosity.Silent);
            })))["mean_absolute_error"];
        }
    }

    [Fact]
    public void What_the_inner_run_finds_is_right_too()
    {
        using Sequential model = Toy.Linear();
        double within = 0;
        model.Fit(Toy.X, Toy.Y, Toy.Silent(
            1, 2, Callback.OnEpochEnd((_, _) => within = model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent)["mae"])));
        Assert.Equal(model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent)["mae"], within);
    }

    [Fact]
    public void An_inner_run_does_not_meet_the_rows_that_are_gathered_for_the_next_steps()
    {
        const int twoChunks = 2100;
        using Sequential model = Toy.Linear(jitCompile: JitCompile.On);
        model.Optimizer.LearningRate = 0;
        double expected = Evaluate(), within = 0;
        int trainer = Environment.CurrentManagedThreadId;
        using ManualResetEventSlim gathering = new(), evaluated = new();
        Callback callback = Callback.OnTrainBatchEnd((batch, _) =>
        {
            if (batch > 0)
                return;
            Assert.True(gathering.Wait(TimeSpan.FromMinutes(1)));
            within = Evaluate();
            evaluated.Set();
        });
        Interleaving.At = point =>
        {
            if (point != "function ran" || Environment.CurrentManagedThreadId == trainer || gathering.IsSet)
                return;
            gathering.Set();
            evaluated.Wait(TimeSpan.FromSeconds(0.1));
        };

        model.Fit(Toy.Rows(twoChunks, 2), Toy.Rows(twoChunks, 1), Toy.Silent(1, 4, callback));

        Interleaving.At = null;
        Assert.Equal(expected, within);

        double Evaluate() => model.Evaluate(Toy.X, Toy.Y, 4, verbose: Verbosity.Silent).Loss;
    }

    private sealed class Testing(Action action) : Callback
    {
        public override void OnTestBatchEnd(int batch, Logs logs) => action();
    }
}
