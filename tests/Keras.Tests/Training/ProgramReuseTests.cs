using Keras.Callbacks;
using Keras.Tests.Support;
using Shared;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Programs are written once and freed with their model.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ProgramReuseTests
{
    private static readonly float[,] X = Toy.Rows(10, 4);

    private static readonly float[,] Y = Toy.OneHot(10, 3);

    [Fact]
    public void ASecondFitWritesNoProgram()
    {
        using Sequential model = Toy.Classifier(JitCompile.Auto);
        Use(model);
        int programs = model.ProgramCount;
        IReadOnlyDictionary<string, long> before = NativeLeaks.Count();

        for (int i = 0; i < 5; i++)
            Use(model);

        // Loop and last batch of training and of evaluation.
        Assert.Equal(4, programs);
        Assert.Equal(programs, model.ProgramCount);
        Assert.Equal(before, NativeLeaks.Count());
    }

    [Theory]
    [InlineData(JitCompile.Auto, false)]
    [InlineData(JitCompile.On, true)]
    [InlineData(JitCompile.Off, false)]
    public void WhetherOneBatchWasCompiledIsToldToo(JitCompile jitCompile, bool compiled)
    {
        using Sequential model = Toy.Classifier(jitCompile);
        History history = model.Fit(X, Y, Toy.Silent(1, 32));
        Assert.Equal(compiled, history.Compilation!.IsCompiled);
        Assert.Equal(history.Compilation, model.Compilation);
        Assert.NotEmpty(history.Compilation.Reason);
    }

    [Fact]
    public void EqualModelsShareFunctionsAndLeaveNone()
    {
        NativeLeaks.AssertNone(() =>
        {
            using Sequential first = Toy.Classifier(), second = Toy.Classifier();
            Use(first);
            Use(second);
            second.Fit(X, Y, Toy.Silent());
        });
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("cancelled")]
    [InlineData("stream")]
    [InlineData("early stopping")]
    [InlineData("compiled anew")]
    public void EveryWayOutOfFitLeavesNothing(string way) => NativeLeaks.AssertNone(() =>
    {
        using Sequential model = Toy.Classifier();
        using CancellationTokenSource stop = new();
        switch (way)
        {
            case "throws":
                Callback bad = Callback.OnTrainBatchEnd((_, _) => throw new TimeoutException());
                Assert.Throws<TimeoutException>(() => model.Fit(X, Y, Toy.Silent(1, 4, bad) with { ValidationSplit = 0.3 }));
                break;
            case "cancelled":
                Callback cancel = Callback.OnTrainBatchEnd((_, _) => stop.Cancel());
                Assert.True(model.Fit(X, Y, Toy.Silent(1, 4, cancel), cancellationToken: stop.Token).WasCancelled);
                break;
            case "stream":
                model.Fit(Dataset.FromBatches(Enumerable.Repeat((X, Y), 3)), Toy.Silent());
                break;
            case "early stopping":
                model.Fit(X, Y, Toy.Silent(3, 4, new EarlyStopping { Monitor = "loss", RestoreBestWeights = true }));
                break;
            default:
                model.Fit(X, Y, Toy.Silent());
                model.Compile("sgd", "mse", ["accuracy"], jitCompile: JitCompile.Off);
                model.Fit(X, Y, Toy.Silent());
                break;
        }
    });

    [Fact]
    public void MemoryDoesNotGrowWithTheNumberOfModels()
    {
        // The first models also pay for what the process keeps: code compiled, pools, arenas.
        Train(60);
        IReadOnlyDictionary<string, long> before = NativeLeaks.Count();
        long early = ResidentMemory.Settled();

        Train(60);

        Assert.Equal(before, NativeLeaks.Count());
        // A model's programs and weights take about 900 KB: 60 models that stayed would be 54 MB.
        Assert.InRange(ResidentMemory.Settled() - early, long.MinValue, 27L << 20);
    }

    private static void Train(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using Sequential model = Toy.Classifier();
            Use(model);
        }
    }

    private static void Use(Sequential model)
    {
        model.Fit(X, Y, Toy.Silent(2));
        model.Evaluate(X, Y, 4, verbose: Verbosity.Silent);
        model.Predict(X, 4).Dispose();
    }
}
