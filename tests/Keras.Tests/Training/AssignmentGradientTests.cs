using Keras.Optimizers;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Several losses and updates in one step.</summary>
public sealed class AssignmentGradientTests
{
    [Fact]
    public void A_second_loss_is_differentiated_by_the_updated_weights_not_through_the_update()
    {
        Weight critic = Scalar("critic", 2), generator = Scalar("generator", 2);
        using StatefulFunction step = StatefulFunction.Trace("step", [], _ =>
        {
            // d - 0.1 · g²; then the generator's loss is d' · g.
            Symbol criticLoss = critic.ToSymbol() * generator * generator;
            critic.Assign(critic.ToSymbol() - (0.1 * WeightGradients.Of(criticLoss, [critic])[0]!.Value.ToDense()));
            return [WeightGradients.Of(critic.ToSymbol() * generator, [generator])[0]!.Value.ToDense()];
        });
        Assert.Equal(1.6f, Only(step), 1e-6f);
        critic.Dispose();
        generator.Dispose();
    }

    [Fact]
    public void A_loss_after_an_update_has_gradients_by_the_updated_weights()
    {
        Weight weight = Scalar("w", 3);
        using SGD optimizer = new(0.5);
        optimizer.Build([weight]);
        using StatefulFunction step = StatefulFunction.Trace("step", [], _ =>
        {
            optimizer.Apply(WeightGradients.Of(Ops.Square(weight), [weight]));
            // 3 - 0.5 · 6 = 0 after the first step, so the second finds no slope.
            return [WeightGradients.Of(Ops.Square(weight), [weight])[0]!.Value.ToDense()];
        });
        Assert.Equal(0f, Only(step), 1e-6f);
        weight.Dispose();
    }

    [Fact]
    public void Readings_before_and_after_an_assignment_both_count()
    {
        Weight weight = Scalar("w", 3);
        using StatefulFunction step = StatefulFunction.Trace("step", [], _ =>
        {
            Symbol before = Ops.Square(weight);
            weight.Assign(weight.ToSymbol() * 2);
            return [WeightGradients.Of(before + Ops.Square(weight), [weight])[0]!.Value.ToDense()];
        });
        Assert.Equal(18f, Only(step), 1e-6f);
        weight.Dispose();
    }

    private static Weight Scalar(string name, double value) => new(name, [], DType.Float32, new Keras.Initializers.Constant(value));

    private static float Only(StatefulFunction step)
    {
        using Tensor result = step.Run(Array.Empty<Tensor>())[0];
        return result.ToScalar<float>();
    }
}
