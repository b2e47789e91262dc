using Keras.Core;
using Keras.Layers;
using Keras.Tests.Support;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>The same seed gives the same weights bit for bit, whatever else happened in the process before.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class DeterminismTests
{
    private static readonly float[,] X = Toy.Rows(50, 4);

    private static readonly float[,] Y = Toy.OneHot(50, 3);

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.Auto)]
    public void TheProcessSeedDecidesAllWeights(JitCompile jitCompile)
    {
        float[] first = Train(jitCompile, 7);
        // More automatic names and random numbers in between.
        using (Sequential other = Toy.Classifier())
            other.Fit(X, Y, Toy.Silent());

        Assert.Equal(first, Train(jitCompile, 7));
        Assert.NotEqual(first, Train(jitCompile, 8));
    }

    [Fact]
    public void TheSeedOfFitDecidesMixingAndDropout()
    {
        Runtime.Seed = 1;
        using Sequential a = Toy.Classifier(), b = Toy.Classifier(), c = Toy.Classifier();
        Tensor[] initial = a.GetWeights();
        b.SetWeights(initial);
        c.SetWeights(initial);
        foreach ((Sequential model, long seed) in new[] { (a, 5L), (b, 5L), (c, 6L) })
            model.Fit(X, Y, epochs: 2, batchSize: 8, seed: seed, verbose: Verbosity.Silent);

        Assert.Equal(Toy.Values(a), Toy.Values(b));
        Assert.NotEqual(Toy.Values(a), Toy.Values(c));
    }

    [Fact]
    public void RowsAreMixedAnewEachEpochAndNoneIsLost()
    {
        Runtime.Seed = 3;
        int[][] orders = [.. new[] { Shuffle.Rows, Shuffle.Rows, Shuffle.Batches, Shuffle.Off }.Select(Order)];

        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, 100), order.Order()));
        Assert.NotEqual(orders[0], orders[1]);
        Assert.Equal(Enumerable.Range(0, 100), orders[3]);
        Assert.NotEqual(orders[3], orders[2]);
        for (int start = 0; start < 100; start += 32)
            Assert.Equal(Enumerable.Range(start, Math.Min(32, 100 - start)), orders[2].Skip(start).Take(32).Order());

        static int[] Order(Shuffle shuffle)
        {
            using Tensor order = SampleOrder.Create(0, 100, 32, shuffle, new Random((int)RandomSeeds.Next()));
            return order.ToArray<int>();
        }
    }

    [Fact]
    public void DropoutDrawsAnewInEachBatchAndNotInEvaluation()
    {
        Runtime.Seed = 4;
        using Sequential model = new(new Dropout(0.5) { InputShape = [1000] },
            new Dense(1) { UseBias = false, KernelInitializer = "ones" });
        model.Compile(new Keras.Optimizers.SGD(0), "mae", jitCompile: JitCompile.Off);
        float[] ones = [.. Enumerable.Repeat(1f, 2000)];
        using Tensor x = Tensor.Create<float>(ones, [2, 1000]);
        float[,] zeros = new float[2, 1];

        double first = model.TrainOnBatch(x, zeros).Loss, second = model.TrainOnBatch(x, zeros).Loss;

        Assert.NotEqual(first, second);
        Assert.InRange(first, 850, 1150);
        Assert.Equal(1000, model.Evaluate(x, zeros, verbose: Verbosity.Silent).Loss);
    }

    private static float[] Train(JitCompile jitCompile, long seed)
    {
        Runtime.Seed = seed;
        using Sequential model = Toy.Classifier(jitCompile);
        model.Fit(X, Y, epochs: 3, batchSize: 8, verbose: Verbosity.Silent);
        return Toy.Values(model);
    }
}
