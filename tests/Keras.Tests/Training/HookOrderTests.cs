using Xunit;

namespace Keras.Tests.Training;

/// <summary>The lists are what the real Keras 3.15.1 called for the same fit, evaluate and predict.</summary>
public sealed class HookOrderTests
{
    [Theory]
    [InlineData(1, "0 0|1 1", "0 0")]
    [InlineData(2, "0 1", "0 1")]
    [InlineData(3, "0 2", "0 2")]
    public void FitCallsHooksInKerasOrder(int stepsPerExecution, string trainBatches, string testBatches)
    {
        using Sequential model = Toy.Linear(stepsPerExecution);
        RecordingCallback recorder = new();

        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, recorder) with { ValidationSplit = 0.3 });

        string[] expected =
        [
            "train_begin",
            .. Epoch(0), .. Epoch(1),
            "train_end:loss,mae,val_loss,val_mae",
        ];
        Assert.Equal(expected, recorder.Calls);

        IEnumerable<string> Epoch(int epoch) =>
        [
            $"epoch_begin {epoch}",
            .. Batches("train", trainBatches),
            "test_begin", .. Batches("test", testBatches), "test_end:loss,mae",
            $"epoch_end {epoch}:loss,mae,val_loss,val_mae",
        ];
    }

    [Theory]
    [InlineData(1, "0 0|1 1|2 2")]
    [InlineData(2, "0 1|2 3")]
    [InlineData(3, "0 2")]
    public void EvaluateCallsHooksInKerasOrder(int stepsPerExecution, string batches)
    {
        using Sequential model = Toy.Linear(stepsPerExecution);
        RecordingCallback recorder = new();

        model.Evaluate(Toy.X, Toy.Y, 4, callbacks: [recorder], verbose: Verbosity.Silent);

        Assert.Equal(["test_begin", .. Batches("test", batches), "test_end:loss,mae"], recorder.Calls);
    }

    [Fact]
    public void PredictCallsHooksInKerasOrder()
    {
        using Sequential model = Toy.Linear();
        RecordingCallback recorder = new();

        model.Predict(Toy.X, 4, [recorder]).Dispose();

        Assert.Equal(["predict_begin", .. Batches("predict", "0 0|1 1|2 2", ""), "predict_end"], recorder.Calls);
    }

    [Fact]
    public void StoppingInABatchHookStillValidatesAndEndsTheEpoch()
    {
        using Sequential model = Toy.Linear();
        RecordingCallback recorder = new();
        Callback stopper = Callback.OnTrainBatchEnd((batch, _) => model.StopTraining = batch == 1);

        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(3, 4, recorder, stopper) with { ValidationData = (Toy.X, Toy.Y) });

        Assert.Equal(
            [
                "train_begin", "epoch_begin 0", .. Batches("train", "0 0|1 1"),
                "test_begin", .. Batches("test", "0 0|1 1|2 2"), "test_end:loss,mae",
                "epoch_end 0:loss,mae,val_loss,val_mae", "train_end:loss,mae,val_loss,val_mae",
            ],
            recorder.Calls);
        Assert.Equal(2, model.Optimizer.IterationCount);
        Assert.Single(history["val_loss"]);
    }

    [Fact]
    public void ValidationRunsEverySoManyEpochs()
    {
        using Sequential model = Toy.Linear();
        RecordingCallback recorder = new();

        History history = model.Fit(
            Toy.X, Toy.Y, Toy.Silent(3, 4, recorder) with { ValidationData = (Toy.X, Toy.Y), ValidationFrequency = 2 });

        Assert.Equal(
            [
                "train_begin", "epoch_begin 0", "epoch_end 0:loss,mae", "epoch_begin 1", "test_begin", "test_end:loss,mae",
                "epoch_end 1:loss,mae,val_loss,val_mae", "epoch_begin 2", "epoch_end 2:loss,mae", "train_end:loss,mae",
            ],
            recorder.Calls.Where(c => !c.Contains("batch", StringComparison.Ordinal)));
        Assert.Equal(3, history["loss"].Count);
        Assert.Single(history["val_loss"]);
    }

    [Theory]
    [InlineData(3, "train_begin|epoch_begin 2|epoch_end 2:loss,mae|train_end:loss,mae")]
    [InlineData(1, "train_begin|train_end")]
    public void TrainingBeginsAtTheInitialEpoch(int epochs, string expected)
    {
        using Sequential model = Toy.Linear();
        RecordingCallback recorder = new();

        model.Fit(Toy.X, Toy.Y, Toy.Silent(epochs, 4, recorder) with { InitialEpoch = 2 });

        Assert.Equal(expected.Split('|'), recorder.Calls.Where(c => !c.Contains("batch", StringComparison.Ordinal)));
    }

    [Fact]
    public void GroupsOfAStreamDoNotDependOnHowItIsRead()
    {
        using Sequential model = Toy.Linear();
        RecordingCallback recorder = new();
        (float[,], float[,])[] batches = [.. new[] { 4, 4, 3, 4, 2 }.Select(n => (Toy.Rows(n, 2), Toy.Rows(n, 1)))];

        model.Fit(Dataset.FromBatches(batches), Toy.Silent(1, 32, recorder) with { StepsPerExecution = 3 });

        Assert.Equal(["train_begin", "epoch_begin 0", .. Batches("train", "0 2|3 5"), "epoch_end 0:loss,mae", "train_end:loss,mae"],
            recorder.Calls);
    }

    private static IEnumerable<string> Batches(string kind, string groups, string logs = ":loss,mae") =>
        groups.Split('|').Select(g => g.Split(' '))
            .SelectMany(g => new[] { $"{kind}_batch_begin {g[0]}", $"{kind}_batch_end {g[1]}{logs}" });
}
