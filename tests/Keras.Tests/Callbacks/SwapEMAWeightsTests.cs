using Keras.Callbacks;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Callbacks;

public sealed class SwapEMAWeightsTests
{
    [Fact]
    public void Validation_sees_the_averages_and_training_goes_on_from_the_weights()
    {
        using Sequential swapping = Averaging(), plain = Averaging();
        plain.SetWeights(swapping.GetWeights());
        float[]? validated = null, average = null;
        LambdaCallback looking = new()
        {
            TestBegin = _ => validated = Toy.Values(swapping),
            EpochEnd = (_, _) => average = Averages(swapping),
        };
        swapping.Fit(Toy.X, Toy.Y, Toy.Silent(3, 4, new SwapEMAWeights(), looking) with { ValidationData = (Toy.X, Toy.Y) });
        plain.Fit(Toy.X, Toy.Y, Toy.Silent(3));

        Assert.Equal(average, validated);
        Assert.Equal(Toy.Values(plain), Toy.Values(swapping));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Callbacks_after_it_see_the_averages_and_the_end_is_right_where_training_stops_early(bool stops)
    {
        using Sequential swapping = Averaging(), plain = Averaging();
        plain.SetWeights(swapping.GetWeights());
        List<bool> seen = [];
        Callback looking = Callback.OnEpochEnd((epoch, _) =>
        {
            seen.Add(Averages(swapping).SequenceEqual(Toy.Values(swapping)));
            swapping.StopTraining = stops && epoch == 1;
        });
        swapping.Fit(Toy.X, Toy.Y, Toy.Silent(stops ? 5 : 2, 4, new SwapEMAWeights { SwapOnEpoch = true }, looking));
        plain.Fit(Toy.X, Toy.Y, Toy.Silent(2));

        Assert.Equal([true, true], seen);
        Assert.Equal(Toy.Values(plain), Toy.Values(swapping));
    }

    [Fact]
    public void Evaluation_leaves_the_weights_as_they_were()
    {
        using Sequential model = Averaging();
        model.Fit(Toy.X, Toy.Y, Toy.Silent(2));
        float[] before = Toy.Values(model);
        _ = model.Evaluate(Toy.X, Toy.Y, callbacks: [new SwapEMAWeights()], verbose: Verbosity.Silent);
        Assert.Equal(before, Toy.Values(model));

        Assert.Throws<OperationCanceledException>(() => model.Evaluate(Toy.X, Toy.Y, callbacks: [new SwapEMAWeights()],
            verbose: Verbosity.Silent, cancellationToken: new(canceled: true)));
        Assert.Throws<OperationCanceledException>(
            () => model.Predict(Toy.X, batchSize: 4, callbacks: [new SwapEMAWeights()], cancellationToken: new(canceled: true)));
        Assert.Equal(before, Toy.Values(model));
    }

    [Fact]
    public void An_optimizer_without_averages_is_refused()
    {
        using Sequential model = Toy.Linear();
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new SwapEMAWeights())));
        Assert.Contains("UseEma", error.Message, StringComparison.Ordinal);
    }

    private static Sequential Averaging()
    {
        Sequential model = new(new Dense(1) { InputShape = [2] });
        model.Compile(new SGD(0.1) { UseEma = true, EmaMomentum = 0.7 }, "mse");
        return model;
    }

    private static float[] Averages(Model model) => [.. model.Optimizer.Average.SelectMany(w =>
    {
        using Tensor value = w.Read();
        return value.ToArray<float>();
    })];
}
