using System.Text.Json;
using Keras.Callbacks;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using Xunit;

namespace Keras.Tests.Callbacks;

public sealed class LearningRateCallbackTests
{
    public static TheoryData<int> Plateaus() => [.. Enumerable.Range(0, Fixture.Load("semantics").Cases("reduce_lr_on_plateau").Count())];

    /// <summary>The real Keras's ReduceLROnPlateau was given these values.</summary>
    [Theory]
    [MemberData(nameof(Plateaus))]
    public void The_rate_is_reduced_where_Keras_reduces_it(int number)
    {
        JsonElement expected = Fixture.Load("semantics").Cases("reduce_lr_on_plateau").ElementAt(number);
        JsonElement options = expected.GetProperty("options");
        double Option(string name, double otherwise) => options.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;
        ReduceLROnPlateau reducing = new()
        {
            Factor = Option("factor", 0.1),
            Patience = (int)Option("patience", 10),
            MinDelta = Option("min_delta", 1e-4),
            Cooldown = (int)Option("cooldown", 0),
            MinLearningRate = Option("min_lr", 0),
        };
        using Sequential model = Toy.Linear();
        model.Compile(new SGD(0.1), "mse");
        reducing.Attach(model, new());
        reducing.OnTrainBegin(new());
        List<double> logged = [], after = [];
        foreach ((int epoch, JsonElement value) in expected.GetProperty("values").EnumerateArray().Index())
        {
            Logs logs = new() { ["val_loss"] = value.GetDouble() };
            reducing.OnEpochEnd(epoch, logs);
            logged.Add(logs["learning_rate"]);
            after.Add(model.Optimizer.LearningRate);
        }

        Assert.Equal(Fixture.Numbers(expected.GetProperty("logged")).Select(n => (float)n), logged.Select(n => (float)n));
        Assert.Equal(Fixture.Numbers(expected.GetProperty("after")).Select(n => (float)n), after.Select(n => (float)n));
    }

    [Fact]
    public void A_scheduler_sets_the_rate_of_each_epoch_and_logs_it()
    {
        using Sequential model = Toy.Linear();
        List<(int Epoch, double Rate)> asked = [];
        LearningRateScheduler scheduler = new((epoch, rate) =>
        {
            asked.Add((epoch, rate));
            return epoch == 0 ? 0.5 : rate / 2;
        });
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(3, 4, scheduler));
        Assert.Equal([0.5, 0.25, 0.125], history["learning_rate"]);
        Assert.Equal([(0, 0.01), (1, 0.5), (2, 0.25)], asked);
        Assert.Equal(0.125, model.Optimizer.LearningRate);
    }

    [Fact]
    public void Each_of_several_optimizers_has_a_rate_of_its_own()
    {
        SGD first = new(0.5) { Name = "first" }, second = new(0.25) { Name = "second" };
        using Sequential model = new(new Dense(2) { InputShape = [2], Name = "a" }, new Dense(1) { Name = "b" });
        model.Compile(new MultiOptimizer(new OptimizerMap(first, [new("b", second)])), "mse");
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, new LearningRateScheduler((_, rate) => rate / 2)));
        Assert.Equal([0.25, 0.125], history["learning_rate_first"]);
        Assert.Equal([0.125, 0.0625], history["learning_rate_second"]);
    }

    [Fact]
    public void What_is_no_learning_rate_is_refused()
    {
        using Sequential model = Toy.Linear();
        var error = Assert.Throws<InvalidOperationException>(
            () => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new LearningRateScheduler((_, _) => double.NaN))));
        Assert.Contains("finite learning rate", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new ReduceLROnPlateau { Factor = 1 })));
        Assert.Throws<UnknownNameException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new ReduceLROnPlateau { Mode = "up" })));
    }
}
