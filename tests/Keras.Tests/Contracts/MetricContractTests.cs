using Keras.Core;
using Keras.Metrics;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>What holds for every metric of the registry.</summary>
public sealed class MetricContractTests
{
    public static TheoryData<string> Names => [.. MetricRegistry.Instance.ClassNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_batches_are_as_one_in_both_compilers(string name)
    {
        (Tensor targets, Tensor predictions) = Samples.Data(name);
        using (targets)
        using (predictions)
        {
            float[] whole = Run(name, compile: false, [(targets, predictions)]);
            Assert.All(whole, v => Assert.True(float.IsFinite(v)));
            Assert.Equal(whole, Run(name, compile: true, [(targets, predictions)]), Near);
            using Tensor targets1 = Rows(targets, 0, 1), targets2 = Rows(targets, 1, 4), predictions1 =
                Rows(predictions, 0, 1), predictions2 = Rows(predictions, 1, 4);
            Assert.Equal(whole, Run(name, compile: false, [(targets1, predictions1), (targets2, predictions2)]), Near);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reset_forgets_all_batches(string name)
    {
        (Tensor targets, Tensor predictions) = Samples.Data(name);
        using Metric metric = Samples.Create(MetricRegistry.Instance, "metrics", name);
        using (targets)
        using (predictions)
        {
            Update(metric, targets, predictions);
            using Tensor first = metric.Compute();
            metric.Reset();
            Update(metric, targets, predictions);
            using Tensor second = metric.Compute();
            Assert.Equal(first.ToArray<float>(), second.ToArray<float>());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_config_makes_an_equal_metric(string name)
    {
        using Metric metric = Samples.Create(MetricRegistry.Instance, "metrics", name);
        using Metric again = MetricRegistry.Instance.FromJson(SerializedObject.Wrap(metric));
        Assert.IsType(metric.GetType(), again);
        Assert.Equal(metric.GetConfig().ToString(), again.GetConfig().ToString());
    }

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) <= 1e-5 * Math.Max(1, Math.Abs(expected));

    private static void Update(Metric metric, Tensor targets, Tensor predictions)
    {
        if (metric is Mean or Sum)
            metric.Update(predictions, predictions);
        else
            metric.Update(targets, predictions);
    }

    private static float[] Run(string name, bool compile, (Tensor Targets, Tensor Predictions)[] batches)
    {
        using Metric metric = Samples.Create(MetricRegistry.Instance, "metrics", name);
        TensorSpec[] specs = [.. new[] { batches[0].Targets, batches[0].Predictions }
            .Select(t => new TensorSpec(t.DType, t.Shape[1..].Prepend(-1)))];
        StatefulFunction update;
        try
        {
            update = StatefulFunction.Trace(
                "update",
                specs,
                s =>
                {
                    metric.UpdateState(metric is Mean or Sum ? s[1] : s[0], s[1], null);
                    return [];
                },
                new FunctionOptions { Compile = compile });
        }
        catch (Exception e) when (e is ShapeException or ArgumentException)
        {
            throw new InvalidOperationException(Samples.Refused(name, e), e);
        }

        using (update)
        {
            foreach ((Tensor targets, Tensor predictions) in batches)
                _ = update.Run([targets, predictions]);
        }

        using Tensor result = metric.Compute();
        return result.ToArray<float>();
    }

    private static Tensor Rows(Tensor tensor, int start, int stop) => Ops.GetItem(tensor, start..stop);
}
