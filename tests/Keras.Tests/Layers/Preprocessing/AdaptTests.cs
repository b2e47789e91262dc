using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Layers that learn before training: from what, what they refuse, and what becomes of models that have them.</summary>
public sealed class AdaptTests
{
    private static readonly float[,] Rows = { { 1, 10 }, { 2, 20 }, { 3, 60 } };

    public static TheoryData<string, Func<object?>, string> Misuse => new()
    {
        { "strings", () => After(() => new Normalization().Adapt(new[] { "a", "b" })), "expected numbers, got string [2]" },
        { "strings in a call", () => new Rescaling(2).Apply(new[] { "a" }), "expected numbers, got string [1]" },
        { "other features", () => After(() => Adapted().Adapt(new float[,] { { 1, 2, 3 } })), "expected axis 1 to have length 2" },
        { "other rank", () => After(() => Adapted().Adapt(new float[] { 1 })), "samples of 2 axes, as the layer was built, got [1]" },
        { "mean alone", () => new Normalization(mean: 1), "expected both mean and variance" },
        { "shapes", () => new Normalization(mean: [1, 2], variance: 1), "expected mean and variance of one shape, got [2] and []" },
        { "axes of the mean", () => new Normalization(mean: new double[1, 2], variance: new double[1, 2]), "a mean of at most 1 axes" },
        { "mean of other features", () => new Normalization(mean: [1, 2], variance: [1, 2]).Apply(new float[1, 3]), "fit the lengths [3]" },
        { "given", () => After(() => new Normalization(mean: 1, variance: 1).Adapt(Rows)), "leave them out to learn them" },
        { "unknown length", () => new Normalization().Apply(new Input([-1])), "expected known lengths of the axes [-1]" },
        { "no boundaries", () => new Discretization(numBins: 3).Apply(Rows), "has no boundaries yet; call Adapt" },
        { "both", () => new Discretization([1], 3), "got both" },
        { "neither", () => new Discretization(), "got neither" },
        { "descending", () => new Discretization([1, 0]), "expected boundaries in ascending order, got [1.0,0.0]" },
        { "boundaries given", () => After(() => new Discretization([0]).Adapt(Rows)), "give numBins instead" },
        { "output mode", () => new Discretization([0], outputMode: "tf_idf"), "int, one_hot, multi_hot or count, got 'tf_idf'" },
        { "sparse", () => new CategoryEncoding(3, sparse: true), "no sparse tensors here" },
        { "weights", () => new CategoryEncoding(3).Apply(new Input([2]), new Input([2])),
            "expected the output mode count with count weights" },
        { "interpolation", () => new Resizing(3, 3, "cubic"), "lanczos3 or lanczos5, got 'cubic'" },
        { "both ratios", () => new Resizing(3, 3, cropToAspectRatio: true, padToAspectRatio: true), "not both" },
        { "fill mode", () => new Resizing(3, 3, fillMode: "reflect"), "the fill mode constant, the only one, got 'reflect'" },
        { "rank of images", () => new Resizing(3, 3).Apply(Rows), "one image of 3 axes or a batch of 4, got [3, 2]" },
        { "rank of crops", () => new CenterCrop(3, 3).Apply(new float[2, 2, 2, 2, 2]), "got [2, 2, 2, 2, 2]" },
        { "several inputs", () => After(() => new Normalization().Adapt(Dataset.FromTensors([Rows, Rows]))), "a dataset of one input" },
        { "steps", () => After(() => new Normalization().Adapt(Dataset.FromTensors(Rows), 2)), "leave steps out" },
        { "no batches", () => After(() => new Normalization().AdaptBatches(Array.Empty<float[,]>())), "batches to adapt to, got none" },
    };

    [Theory]
    [MemberData(nameof(Misuse))]
    public void Misuse_is_told(string name, Func<object?> action, string message)
    {
        Assert.NotEmpty(name);
        Exception e = Assert.ThrowsAny<Exception>(action);
        Assert.True(e is ShapeException or ArgumentException or InvalidOperationException or NotSupportedException, e.ToString());
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_datasets_and_streams_teach_the_same()
    {
        int[] targets = [0, 1, 0];
        float[,] tenfold = { { 10, 100 }, { 20, 200 }, { 30, 600 } };
        float[][] learned =
        [
            Learned(l => l.Adapt(Rows)),
            Learned(l => l.Adapt(Dataset.FromTensors(Rows, targets))),
            Learned(l => l.Adapt(Dataset.FromTensors(tenfold, targets).Map((x, y) => (x / 10f, y)))),
            Learned(l => l.Adapt(Dataset.FromBatches(Batches()))),
            Learned(l => l.Adapt(Dataset.FromBatches(Batches()).Map((x, y) => (x, y)))),
            Learned(l => l.Adapt(Dataset.FromBatches(Endless()), steps: 2)),
            Learned(l => l.AdaptBatches([new float[,] { { 1, 10 } }, new float[,] { { 2, 20 }, { 3, 60 } }])),
            Learned(l => l.Adapt(((Data)new float[,] { { 0, 9 }, { 1, 19 }, { 2, 59 } }).Map(x => x + 1f))),
        ];
        float[] expected = [2, 30, 2 / 3f, 1400 / 3f];
        Assert.All(learned, values => Assert.All(expected.Zip(values), p => Assert.Equal(p.First, p.Second, 1e-4f)));

        static IEnumerable<(float[,] X, int[] Y)> Batches()
        {
            yield return (new float[,] { { 1, 10 } }, [0]);
            yield return (new float[,] { { 2, 20 }, { 3, 60 } }, [1, 0]);
        }

        static IEnumerable<(float[,] X, int[] Y)> Endless()
        {
            while (true)
            {
                foreach ((float[,] X, int[] Y) batch in Batches())
                    yield return batch;
            }
        }
    }

    [Fact]
    public void A_model_sees_what_its_layers_learn_later()
    {
        Normalization normalization = new();
        Discretization bins = new(numBins: 3, outputMode: "one_hot");
        Input x = new([2]);
        using Model model = new(x, new Structure<KerasTensor>([normalization.Apply(x), bins.Apply(x)]));
        Assert.Contains("has no boundaries yet",
            Assert.Throws<InvalidOperationException>(() => model.PredictAll(Rows)).Message, StringComparison.Ordinal);
        bins.Adapt(Rows);
        using Prediction before = model.PredictAll(Rows);
        Assert.Equal(1f, before[0].ToArray<float>()[0]);
        normalization.Adapt(Rows);
        using Prediction after = model.PredictAll(Rows);
        Assert.Equal(-1.2247f, after[0].ToArray<float>()[0], 1e-3f);
        Assert.Equal([3, 2, 3], after[1].Shape);
    }

    [Fact]
    public void Training_leaves_what_was_learned_and_the_compiled_loop_has_it()
    {
        Normalization normalization = new();
        normalization.Adapt(Rows);
        using Sequential model = new(normalization, new Dense(1));
        model.Compile("sgd", "mse", jitCompile: JitCompile.On);
        _ = model.Fit(Rows, new float[] { 1, 2, 3 }, epochs: 3);
        Tensor[] weights = normalization.GetWeights();
        Assert.Equal(2, weights[0].ToArray<float>()[0], 1e-5f);
        foreach (Tensor weight in weights)
            weight.Dispose();
        Assert.Equal(2, model.TrainableWeights.Count);
    }

    private static object? After(Action action)
    {
        action();
        return null;
    }

    private static Normalization Adapted()
    {
        Normalization layer = new();
        layer.Adapt(Rows);
        return layer;
    }

    private static float[] Learned(Action<Normalization> adapt)
    {
        using Normalization layer = new();
        adapt(layer);
        Tensor[] weights = layer.GetWeights();
        float[] values = [.. weights[0].ToArray<float>(), .. weights[1].ToArray<float>()];
        foreach (Tensor weight in weights)
            weight.Dispose();
        return values;
    }
}
