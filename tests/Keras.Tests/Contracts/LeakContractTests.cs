using Keras.Layers;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>No layer, training step, loss, metric or optimizer of the registries leaves native objects behind.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class LeakContractTests
{
    [Fact]
    public void No_layer_leaves_native_objects_behind() => AssertNoneLeaks(LayerSamples.Names, Use);

    [Fact]
    public void No_training_step_of_a_layer_leaves_native_objects_behind() => AssertNoneLeaks(LayerSamples.Names, Train);

    [Fact]
    public void No_loss_leaves_native_objects_behind() => AssertNoneLeaks(LossRegistry.Instance.ClassNames, name =>
    {
        Loss loss = Samples.Create(LossRegistry.Instance, "losses", name);
        WithData(name, (targets, predictions) =>
            Evaluate.On([targets, predictions], s => Gradients.Of(loss.Apply(s[0], s[1]), s[1])[0]!.Value).Dispose());
    });

    [Fact]
    public void No_metric_leaves_native_objects_behind() => AssertNoneLeaks(MetricRegistry.Instance.ClassNames, name =>
    {
        using Metric metric = Samples.Create(MetricRegistry.Instance, "metrics", name);
        WithData(name, (targets, predictions) => metric.Update(targets, predictions));
        metric.Compute().Dispose();
        metric.Reset();
    });

    [Fact]
    public void No_optimizer_leaves_native_objects_behind() => AssertNoneLeaks(OptimizerRegistry.Instance.ClassNames, name =>
    {
        using Optimizer optimizer = Samples.Create(OptimizerRegistry.Instance, "optimizers", name);
        using Sequential model = new(new Dense(3) { InputShape = [4] }, new Dense(1));
        model.Compile(optimizer, "mse", jitCompile: name == "Adam" ? JitCompile.On : JitCompile.Off);
        using Tensor x = Samples.Numbers([8, 4], 1), y = Samples.Numbers([8, 1], 2);
        model.Fit(x, y, epochs: 2, batchSize: 4, shuffle: false, verbose: Verbosity.Silent);
    });

    private static void AssertNoneLeaks(IEnumerable<string> names, Action<string> use)
    {
        foreach (string name in names)
            use(name);
        List<string> leaks = [];
        IReadOnlyDictionary<string, long> before = NativeLeaks.Count();
        foreach (string name in names)
        {
            use(name);
            if (NativeLeaks.AreAsMany(before))
                continue;
            IReadOnlyDictionary<string, long> after = NativeLeaks.Count();
            if (!before.SequenceEqual(after))
                leaks.Add($"{name}: {string.Join(", ", after.Where(a => before.GetValueOrDefault(a.Key) != a.Value)
                    .Select(a => $"{a.Key} {before.GetValueOrDefault(a.Key)} → {a.Value}"))}");
            before = after;
        }

        Assert.Empty(leaks);
    }

    private static void WithData(string name, Action<Tensor, Tensor> use)
    {
        (Tensor targets, Tensor predictions) = Samples.Data(name);
        using (targets)
        using (predictions)
            use(targets, predictions);
    }

    private static void Use(string name)
    {
        LayerSample sample = LayerSamples.Of(name);
        using Layer layer = LayerSamples.Create(sample);
        foreach (Tensor output in LayerContractTests.Run(layer, sample, training: true))
            output.Dispose();
    }

    private static void Train(string name) => LayerTraining.Train([LayerSamples.Of(name)], JitCompile.Off);
}
