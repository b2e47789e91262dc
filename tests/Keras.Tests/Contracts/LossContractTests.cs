using Keras.Core;
using Keras.Losses;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>What holds for every loss of the registry.</summary>
public sealed class LossContractTests
{
    public static TheoryData<string> Names => [.. LossRegistry.Instance.ClassNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_of_unknown_size_gives_one_finite_number_and_gradients_in_both_compilers(string name)
    {
        Tensor[] ordinary = Run(name, compile: false), compiled = Run(name, compile: true);
        Assert.Equal([], ordinary[0].Shape);
        foreach ((Tensor expected, Tensor actual) in ordinary.Zip(compiled))
        {
            using (expected)
            using (actual)
            {
                Assert.All(expected.ToArray<float>(), v => Assert.True(float.IsFinite(v)));
                Assert.All(expected.ToArray<float>().Zip(actual.ToArray<float>()),
                    p => Assert.Equal(p.First, p.Second, 1e-5f * Math.Max(1, Math.Abs(p.First))));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_type_is_that_of_the_config(string name)
    {
        Loss loss = Samples.Create(LossRegistry.Instance, "losses", name, "float64");
        (Tensor targets, Tensor predictions) = Samples.Data(name);
        using (targets)
        using (predictions)
        using (Tensor result = Evaluate.On([targets, predictions], s => loss.Apply(s[0], s[1])))
            Assert.Equal(DType.Float64, result.DType);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_config_makes_an_equal_loss(string name)
    {
        Loss loss = Samples.Create(LossRegistry.Instance, "losses", name);
        Loss again = LossRegistry.Instance.FromJson(SerializedObject.Wrap(loss));
        Assert.IsType(loss.GetType(), again);
        Assert.Equal(loss.GetConfig().ToString(), again.GetConfig().ToString());
    }

    private static Tensor[] Run(string name, bool compile)
    {
        Loss loss = Samples.Create(LossRegistry.Instance, "losses", name);
        (Tensor targets, Tensor predictions) = Samples.Data(name);
        using (targets)
        using (predictions)
        {
            TensorSpec[] specs = [.. new[] { targets, predictions }.Select(t => new TensorSpec(t.DType, t.Shape[1..].Prepend(-1)))];
            try
            {
                using StatefulFunction function = StatefulFunction.Trace(
                    "loss",
                    specs,
                    s =>
                    {
                        Symbol result = loss.Apply(s[0], s[1]);
                        return [result, Gradients.Of(result, s[1])[0]!.Value];
                    },
                    new FunctionOptions { Compile = compile });
                return function.Run([targets, predictions]);
            }
            catch (Exception e) when (e is ShapeException or ArgumentException)
            {
                throw new InvalidOperationException(Samples.Refused(name, e), e);
            }
        }
    }
}
