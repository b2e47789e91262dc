using Keras.Layers;
using Keras.Optimizers;
using Keras.Saving;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Keras before 3.12 has some state in another order; the shapes in a file tell which it is.</summary>
public sealed class StateOrderTests
{
    [Fact]
    public void The_average_and_the_sum_of_gradients_of_each_weight_were_together()
    {
        using SGD optimizer = new(0.1, momentum: 0.9) { UseEma = true, GradientAccumulationSteps = 2 };
        using Sequential model = Built(optimizer);
        string[] earlier =
        [
            "iteration", "learning_rate", "kernel_average", "kernel_gradient_accumulator",
                "bias_average", "bias_gradient_accumulator", "kernel_momentum",
            "bias_momentum",
        ];
        Assert.Equal(earlier, optimizer.LegacyWeightOrder.Select(w => w.Name.Replace("m_d_", "", StringComparison.Ordinal)));
        AssertTold(optimizer);
    }

    [Fact]
    public void The_product_of_Nadam_came_before_its_slots()
    {
        using Nadam optimizer = new() { UseEma = true };
        using Sequential model = Built(optimizer);
        string[] earlier =
        [
            "iteration", "learning_rate", "kernel_average", "bias_average", "u_product",
                "kernel_momentum", "kernel_velocity", "bias_momentum", "bias_velocity",
        ];
        Assert.Equal(earlier, optimizer.LegacyWeightOrder.Select(w => w.Name.Replace("m_d_", "", StringComparison.Ordinal)));
        AssertTold(optimizer);
    }

    private static void AssertTold(Optimizer optimizer)
    {
        IReadOnlyList<Weight> today = optimizer.Weights, earlier = optimizer.LegacyWeightOrder;
        Assert.NotEqual(today, earlier);
        Assert.Equal(today, StateOrder.Of(optimizer, i => today[i].Shape));
        Assert.Equal(earlier, StateOrder.Of(optimizer, i => earlier[i].Shape));
        Assert.Equal(today, StateOrder.Of(optimizer, _ => null));
    }

    private static Sequential Built(Optimizer optimizer)
    {
        Sequential model = new(new Dense(2) { Name = "d", InputShape = [3] }) { Name = "m" };
        optimizer.Build(model.TrainableWeights);
        return model;
    }
}
