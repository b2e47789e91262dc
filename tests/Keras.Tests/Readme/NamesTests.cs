using Keras.Layers;
using Keras.Optimizers.Schedules;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using UsersProgram;
using Xunit;

namespace Keras.Tests.Readme;

/// <summary>Names that several classes share, and the short ways to the one that is meant.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class NamesTests
{
    [Fact]
    public void InitializersHaveOneNameForTheValueAndTheClass()
    {
        Initializer[] all = [.. NamesCompile.LongNames(), .. NamesCompile.ShortNames()];
        Assert.All(all, i => Assert.Equal("keras.initializers", i.Module));
        Initializer seeded = new Keras.Layers.Initializers.GlorotUniform(7), direct = new Keras.Initializers.GlorotUniform(7);
        Assert.Equal(direct.GetConfig().ToString(), seeded.GetConfig().ToString());
        Assert.Equal(direct.ClassName, seeded.ClassName);
        using Tensor a = seeded.Create([3, 4]);
        using Tensor b = direct.Create([3, 4]);
        Assert.Equal(b.ToArray<float>(), a.ToArray<float>());
    }

    [Fact]
    public void EveryInitializerIsInTheShortNames()
    {
        string[] classes = [.. typeof(Keras.Initializers.Zeros).Assembly.GetExportedTypes()
            .Where(t => t is { IsAbstract: false, Namespace: "Keras.Initializers" } && t.IsAssignableTo(typeof(Initializer)))
                .Select(t => t.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(classes, typeof(InitializerClasses).GetNestedTypes().Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AnOptimizerTakesAScheduleInPlaceOfARate()
    {
        foreach (Optimizer optimizer in NamesCompile.Schedules())
        {
            using (optimizer)
            {
                Assert.IsType<ExponentialDecay>(optimizer.LearningRateSchedule);
                Assert.Equal(0.1, optimizer.LearningRate, 1e-6);
            }
        }

        Assert.Throws<ArgumentNullException>(() => new Optimizers.SGD((LearningRateSchedule)null!));
    }

    [Fact]
    public void LayersComeAsArgumentsListsOrSequences()
    {
        Sequential[] models = NamesCompile.Models([new Dense(1)], [new Dense(1)], Enumerable.Repeat(new Dense(1), 1));
        Assert.Equal([0, 1, 1, 1, 1, 2], models.Select(m => m.Layers.Count));
        foreach (Sequential model in models)
            model.Dispose();
    }

    [Fact]
    public void LayersAreFoundByNameAndPosition()
    {
        using Sequential model = new(new Flatten { Name = "flat", InputShape = [2] }, new Dense(3) { Name = "hidden" });
        Assert.Same(model.Layers[1], model.GetLayer("hidden"));
        Assert.Same(model.Layers[0], model.GetLayer(0));
        Assert.Same(model.Layers[1], model.GetLayer(^1));
        Assert.Contains("'hiden'", Assert.Throws<ArgumentException>(() => model.GetLayer("hiden")).Message, StringComparison.Ordinal);
        Assert.Contains("2 layers", Assert.Throws<ArgumentOutOfRangeException>(() => model.GetLayer(2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatasetIsPredictedAndTheBackgroundGivesTheSame()
    {
        using Sequential model = Toy.Linear();
        using Tensor expected = model.Predict(Toy.X);
        Dataset rows = Dataset.FromTensors(Toy.X, Toy.Y), doubled = rows.Map((x, y) => (x * 2, y));
        Dataset stream = Dataset.FromBatches([new Batch(Toy.Rows(4, 2)), new Batch(Toy.Rows(3, 2))]);
        using Tensor held = model.Predict(rows, batchSize: 3);
        using Tensor mapped = model.Predict(doubled);
        using Tensor streamed = model.Predict(stream);
        using Tensor background = await model.PredictAsync(Toy.X);
        using Tensor backgroundStream = await model.PredictAsync(stream);
        // Batches of another size may be rounded otherwise.
        Assert.Equal(expected.ToArray<float>(), held.ToArray<float>(), Near);
        Assert.Equal(expected.ToArray<float>(), background.ToArray<float>(), Near);
        Assert.Equal(expected.ToArray<float>().Select(v => 2 * v), mapped.ToArray<float>(), Near);
        using Tensor four = model.Predict(Toy.Rows(4, 2)), three = model.Predict(Toy.Rows(3, 2));
        float[] both = [.. four.ToArray<float>(), .. three.ToArray<float>()];
        Assert.Equal(both, streamed.ToArray<float>(), Near);
        Assert.Equal(both, backgroundStream.ToArray<float>(), Near);
        Evaluation evaluation = await model.EvaluateAsync(Toy.X, Toy.Y, verbose: Verbosity.Silent);
        Assert.Equal(model.Evaluate(rows, verbose: Verbosity.Silent).Loss, evaluation.Loss, 1e-6);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.PredictAsync(stream, cancellationToken: new(canceled: true)));
        Assert.Throws<ArgumentException>(() => model.Predict(Dataset.FromBatches(Array.Empty<Batch>())));
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) < 1e-5;
}
