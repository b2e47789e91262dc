using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Training goes through every activation: its gradient is the slope of its values.</summary>
public sealed class ActivationGradientTests
{
    private const float Step = 1e-2f;

    // No number is near an edge of a function in pieces.
    private static readonly float[] X = [-3.3f, -1.6f, -0.7f, -0.2f, 0.3f, 0.7f, 1.3f, 3.6f];

    public static TheoryData<string> Names => [.. ActivationRegistry.Instance.ClassNames.Where(n => n != "threshold")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_gradient_is_the_slope(string name)
    {
        ActivationFunction function = name;
        AssertSlope(x => function.Apply(x) * Weights(function.Apply(x)));
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("log_softmax")]
    [InlineData("sparsemax")]
    public void Gradients_along_an_axis_do_not_depend_on_the_rank(string name)
    {
        ActivationFunction function = name;
        AssertSlope(x =>
        {
            Symbol y = function.Apply(x.Reshape([2, 2, 2]));
            return y.Reshape([-1]) * Weights(x);
        });
    }

    // Of a softmax the plain sum is constant; so each element counts differently.
    private static Symbol Weights(Symbol y)
    {
        using Tensor weights = Tensor.Create<float>(
            [.. Enumerable.Range(0, (int)y.Shape.ElementCount).Select(i => ((37 * i % 17) - 8) / 8f)]);
        return y.Graph.Constant(weights);
    }

    private static void AssertSlope(Func<Symbol, Symbol> function)
    {
        float[] gradient = Evaluate.Gradient(X, function);
        for (int i = 0; i < X.Length; i++)
        {
            float slope = (Total(i, Step) - Total(i, -Step)) / (2 * Step);
            Assert.InRange(gradient[i], slope - 5e-3f, slope + 5e-3f);
        }

        float Total(int index, float by)
        {
            float[] moved = [.. X];
            moved[index] += by;
            return Evaluate.On(moved, x => Ops.Sum(function(x)))[0];
        }
    }
}
