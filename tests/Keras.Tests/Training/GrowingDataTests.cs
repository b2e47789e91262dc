using Keras.Tests.Support;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// The number of rows is no part of a program: a service that learns from a growing window writes a few programs and then none.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class GrowingDataTests
{
    private const int BatchSize = 8;

    // Loop and last batch of training and of evaluation.
    private const int Programs = 4;

    [Fact]
    public void The_ordinary_kernels_take_any_number_of_rows()
    {
        using Sequential model = Toy.Classifier(JitCompile.Off);
        Use(model, 20);
        Assert.Equal(Programs, model.ProgramCount);
        for (int rows = 1; rows <= 60; rows++)
            Use(model, rows);
        Assert.Equal(Programs, model.ProgramCount);
    }

    [Theory]
    [InlineData(JitCompile.Auto, 6)]
    [InlineData(JitCompile.On, 12)]
    public void XLA_compiles_once_for_each_class_of_lengths(JitCompile jitCompile, int lengths)
    {
        using Sequential model = Toy.Classifier(jitCompile);
        for (int rows = BatchSize; rows < 64 * BatchSize; rows += 29)
            Use(model, rows);
        int programs = model.ProgramCount;
        // 1, 2, 4, … 64 batches at most.
        Assert.InRange(programs, Programs, Programs + lengths);
        for (int rows = BatchSize; rows <= 64 * BatchSize; rows += 7)
            Use(model, rows);
        Assert.InRange(model.ProgramCount, programs, Programs + lengths);
    }

    [Fact]
    public void Chunks_have_few_lengths()
    {
        int[] lengths = [.. Enumerable.Range(1, 5000).Select(batches => BatchGroup.Length(batches, 16_000)).Distinct().Order()];
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512], lengths);
        Assert.Equal(BatchGroup.Capacity(1 << 20), BatchGroup.Length(1000, 1 << 20));
        Assert.Equal(1, BatchGroup.Length(1000, 1L << 40));
        for (int batches = 1; batches <= 512; batches++)
            Assert.InRange(BatchGroup.Length(batches, 16_000), batches, Math.Max(1, (2 * batches) - 1));
    }

    [Fact]
    public void Nothing_native_is_left_of_sizes_that_are_gone() => NativeLeaks.AssertNone(() =>
    {
        using Sequential model = Toy.Classifier(JitCompile.Off);
        for (int rows = 1; rows <= 20; rows++)
            Use(model, rows);
    });

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.Auto)]
    [InlineData(JitCompile.On)]
    public void Chunks_of_any_length_give_the_same_numbers_as_batch_by_batch(JitCompile jitCompile)
    {
        foreach (int rows in (int[])[7, 8, 9, 24, 43, 129])
        {
            Runtime.Seed = 3;
            using Sequential whole = Toy.Classifier(jitCompile);
            Runtime.Seed = 3;
            using Sequential steps = Toy.Classifier(jitCompile);
            History first = whole.Fit(Toy.Rows(rows, 4), Toy.OneHot(rows, 3),
                Toy.Silent(2, BatchSize) with { Seed = 1, Shuffle = Shuffle.Rows });
            History second = steps.Fit(
                Toy.Rows(rows, 4),
                Toy.OneHot(rows, 3),
                Toy.Silent(2, BatchSize, Callback.OnTrainBatchEnd((_, _) => { })) with { Seed = 1, Shuffle = Shuffle.Rows });

            Assert.Equal(first["loss"], second["loss"]);
            Assert.Equal(Toy.Values(whole), Toy.Values(steps));
        }
    }

    private static void Use(Sequential model, int rows)
    {
        float[,] x = Toy.Rows(rows, 4), y = Toy.OneHot(rows, 3);
        model.Fit(x, y, Toy.Silent(1, BatchSize) with { ValidationData = (x, y) });
        _ = model.Evaluate(x, y, BatchSize, verbose: Verbosity.Silent);
    }
}
