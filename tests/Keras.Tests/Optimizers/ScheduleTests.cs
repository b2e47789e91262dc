using Keras.Optimizers;
using Keras.Optimizers.Schedules;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void An_optimizer_follows_its_schedule()
    {
        using SGD optimizer = new() { LearningRateSchedule = new PiecewiseConstantDecay([0], [1, 0.25]) };
        using Weight weight = new("w", Shape.Scalar, DType.Float32, new Keras.Initializers.Zeros());
        optimizer.Build([weight]);
        Assert.Equal(1, optimizer.LearningRate);
        Assert.Equal(-1, AfterStep(optimizer, weight));
        Assert.Equal(0.25, optimizer.LearningRate);
        Assert.Equal(-1.25, AfterStep(optimizer, weight));
        Assert.Equal(["sgd/iteration"], optimizer.Weights.Select(w => w.Path));
    }

    [Fact]
    public void A_learning_rate_that_follows_a_schedule_cannot_be_set()
    {
        using Adam optimizer = new() { LearningRateSchedule = new CosineDecay(0.1, 100) };
        Assert.Contains("CosineDecay", Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = 1).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_comes_back_from_a_config()
    {
        using Adam optimizer = new() { LearningRateSchedule = new CosineDecay(0.1, 100, warmupTarget: 0.5, warmupSteps: 10) };
        Config config = optimizer.GetConfig();
        using Optimizer again = OptimizerRegistry.Instance.FromConfig("Adam", new Config(config.ToJson()));
        CosineDecay schedule = Assert.IsType<CosineDecay>(again.LearningRateSchedule);
        Assert.Equal((0.1, 100, 0.5, 10), (schedule.InitialLearningRate, schedule.DecaySteps, schedule.WarmupTarget, schedule.WarmupSteps));
        Assert.Equal(config.ToString(), again.GetConfig().ToString());
    }

    private static float AfterStep(Optimizer optimizer, Weight weight)
    {
        using StatefulFunction step = StatefulFunction.Trace("step", [], _ =>
        {
            optimizer.Apply([weight.ToSymbol().Number(1)]);
            return [];
        });
        _ = step.Run(Array.Empty<Tensor>());
        using Tensor value = weight.Read();
        return value.ToScalar<float>();
    }
}
