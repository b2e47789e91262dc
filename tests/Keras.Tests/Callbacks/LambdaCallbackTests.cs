using Keras.Callbacks;
using Keras.Tests.Training;
using Xunit;

namespace Keras.Tests.Callbacks;

public sealed class LambdaCallbackTests
{
    [Fact]
    public void Every_function_is_called_in_its_place()
    {
        using Sequential model = Toy.Linear();
        List<string> calls = [];
        LambdaCallback callback = new()
        {
            TrainBegin = _ => calls.Add("train"),
            TrainEnd = logs => calls.Add($"trained {logs.ContainsKey("val_loss")}"),
            EpochBegin = (epoch, _) => calls.Add($"epoch {epoch}"),
            EpochEnd = (epoch, logs) => calls.Add($"epoch {epoch} {logs.ContainsKey("loss")}"),
            TrainBatchBegin = (batch, _) => calls.Add($"batch {batch}"),
            TrainBatchEnd = (batch, logs) => calls.Add($"batch {batch} {logs.ContainsKey("loss")}"),
            TestBegin = _ => calls.Add("test"),
            TestEnd = logs => calls.Add($"tested {logs.ContainsKey("loss")}"),
        };
        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 5, callback) with { ValidationData = (Toy.X, Toy.Y) });
        Assert.Equal(
            ["train", "epoch 0", "batch 0", "batch 0 True", "batch 1", "batch 1 True",
                "test", "tested True", "epoch 0 True", "trained True"],
            calls);
    }
}
