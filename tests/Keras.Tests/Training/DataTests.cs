using Keras.Initializers;
using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;
using Xunit;
using NumericsTensors = System.Numerics.Tensors;

namespace Keras.Tests.Training;

/// <summary>The same rows give the same training, in whatever form they come.</summary>
public sealed class DataTests
{
    private static readonly float[,] X = Toy.Rows(22, 2);

    private static readonly float[,] Y = Toy.Rows(22, 1);

    public static TheoryData<string> Forms() =>
        ["array", "tensor", "numerics", "dataset", "doubles", "mapped data", "mapped dataset",
            "batches", "tuples", "async", "async tuples", "tensors in tuples"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void EveryFormOfTheSameRowsTrainsAlike(string form)
    {
        (float[] weights, IReadOnlyList<double> losses) = Train(Dataset.FromTensors(X, Y));

        (float[] weightsOfForm, IReadOnlyList<double> lossesOfForm) = Train(Make(form));

        Assert.Equal(weights, weightsOfForm);
        Assert.Equal(losses, lossesOfForm);
    }

    [Fact]
    public void BatchesOfAnySizeFollowEachOther()
    {
        int[] sizes = [4, 4, 1, 4, 7, 2];
        using Sequential streamed = Toy.Linear(), byHand = Toy.Linear();
        byHand.SetWeights(streamed.GetWeights());

        streamed.Fit(Dataset.FromBatches(Batches(sizes)), Toy.Silent());
        foreach (Batch batch in Batches(sizes))
            byHand.TrainOnBatch(batch.X, batch.Y!);

        Assert.Equal(Toy.Values(byHand), Toy.Values(streamed));
    }

    [Fact]
    public void AStreamMayBeLargerThanWhatIsReadAhead()
    {
        // A chunk joins at most 512 batches or 8 MiB.
        const int Many = 3000;
        using Sequential model = Toy.Linear();
        int read = 0, ahead = 0;
        Callback watcher = Callback.OnTrainBatchEnd((batch, _) => ahead = Math.Max(ahead, Volatile.Read(ref read) - batch));

        History history = model.Fit(Dataset.FromBatches(Source()), Toy.Silent(1, 32, watcher));

        Assert.Equal(Many, model.Optimizer.IterationCount);
        Assert.Single(history["loss"]);
        // The chunk that is trained on, one that is ready and one that is being joined.
        Assert.InRange(ahead, 1, 3 * 512);
        Assert.Equal(Many, read);

        IEnumerable<Batch> Source()
        {
            for (int i = 0; i < Many; i++)
            {
                Interlocked.Increment(ref read);
                yield return new(Toy.Rows(2, 2), Toy.Rows(2, 1));
            }
        }
    }

    [Fact]
    public void ASourceIsStartedOnceAnEpoch()
    {
        using Sequential model = Toy.Linear();
        int started = 0, read = 0;
        Dataset dataset = Dataset.FromBatches(Source());

        model.Fit(dataset, Toy.Silent(3));
        Assert.Equal((3, 9), (started, read));
        model.Evaluate(dataset, verbose: Verbosity.Silent);
        Assert.Equal((4, 12), (started, read));

        IEnumerable<Batch> Source()
        {
            started++;
            foreach (Batch batch in Batches(4, 4, 2))
            {
                read++;
                yield return batch;
            }
        }
    }

    [Fact]
    public void ASourceThatCanBeReadOnceIsEnoughForOneEpoch()
    {
        using Sequential model = Toy.Linear();

        Assert.Single(model.Fit(Dataset.FromBatches(new Once()), Toy.Silent()).Epochs);
        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => model.Fit(Dataset.FromBatches(new Once()), Toy.Silent(2)));

        Assert.Equal("read twice", error.Message);
        Assert.Single(model.Fit(X, Y, Toy.Silent()).Epochs);
    }

    [Fact]
    public void WhatASourceThrowsComesThrough()
    {
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);

        Assert.Throws<EndOfStreamException>(() => model.Fit(Dataset.FromBatches(Failing(0)), Toy.Silent()));
        Assert.Equal(before, Toy.Values(model));
        Assert.Throws<EndOfStreamException>(() => model.Fit(Dataset.FromBatches(Failing(3)), Toy.Silent()));
        Assert.Throws<EndOfStreamException>(() => model.Evaluate(Dataset.FromBatches(Failing(1)), verbose: Verbosity.Silent));

        Assert.Single(model.Fit(X, Y, Toy.Silent()).Epochs);

        static IEnumerable<Batch> Failing(int after)
        {
            foreach (Batch batch in Batches([.. Enumerable.Repeat(4, after)]))
                yield return batch;
            throw new EndOfStreamException();
        }
    }

    [Fact]
    public void AnEmptySourceIsRefused()
    {
        using Sequential model = Toy.Linear();

        Assert.Contains("a dataset of at least one batch", Assert.Throws<ArgumentException>(
            () => model.Fit(Dataset.FromBatches(Batches()), Toy.Silent())).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => model.Fit(new float[0, 2], new float[0, 1], Toy.Silent()));
    }

    [Fact]
    public void StreamsValidate()
    {
        using Sequential model = Toy.Linear(), resident = Toy.Linear();
        resident.SetWeights(model.GetWeights());
        History expected = resident.Fit(X, Y, Toy.Silent(2) with { ValidationData = (X, Y) });

        History history = model.Fit(X, Y, Toy.Silent(2) with { ValidationData = Dataset.FromBatches(Batches(4, 4, 4, 4, 4, 2)) });

        Assert.Equal(expected["val_loss"], history["val_loss"]);
        Assert.Throws<ArgumentException>(() => model.Fit(Dataset.FromBatches(Batches(4)), Toy.Silent() with { ValidationSplit = 0.5 }));
    }

    private static (float[] Weights, IReadOnlyList<double> Losses) Train(Dataset dataset)
    {
        using Sequential model = new(new Dense(3, "relu") { InputShape = [2], KernelInitializer = new Constant(0.3) },
            new Dense(1) { KernelInitializer = "ones" });
        model.Compile(new SGD(0.05), "mse", jitCompile: JitCompile.Off);
        History history = model.Fit(dataset, Toy.Silent(2));
        return (Toy.Values(model), history["loss"]);
    }

    private static Dataset Make(string form)
    {
        float[] x = [.. X.Cast<float>()], y = [.. Y.Cast<float>()];
        Batch[] batches = [.. Batches(4, 4, 4, 4, 4, 2)];
        switch (form)
        {
            case "array": return (X, Y);
            case "tensor": return (Tensor.FromArray(X), Tensor.FromArray(Y));
            case "numerics": return (NumericsTensors.Tensor.Create(x, [22, 2]), NumericsTensors.Tensor.Create(y, [22, 1]));
            case "dataset": return Dataset.FromTensors(X, Y);
            case "doubles":
                return ((Data)Tensor.FromArray(X).Cast(DType.Float64)).Cast(DType.Float32) is { } data
                ? (data, Y) : throw new InvalidOperationException();
            case "mapped data": return (((Data)X).Map(v => v * 2).Map(v => v / 2), Y);
            case "mapped dataset": return Dataset.FromTensors(X, Y).Map((a, b) => (a * 4, b * 2)).Map((a, b) => (a / 4, b / 2));
            case "batches": return Dataset.FromBatches(batches);
            case "tuples": return Dataset.FromBatches(Parts().Select(p => (p.X, p.Y)));
            case "async": return Dataset.FromBatches(Async(batches));
            case "async tuples": return Dataset.FromBatches(Async([.. Parts()]));
            case "tensors in tuples": return Dataset.FromBatches(Parts().Select(p => (Tensor.FromArray(p.X), Tensor.FromArray(p.Y))));
            default: throw new ArgumentException(form);
        }

        IEnumerable<(float[,] X, float[,] Y)> Parts()
        {
            for (int start = 0; start < 22; start += 4)
                yield return (Part(X, start, Math.Min(4, 22 - start)), Part(Y, start, Math.Min(4, 22 - start)));
        }
    }

    private static IEnumerable<Batch> Batches(params int[] sizes)
    {
        int start = 0;
        foreach (int size in sizes)
        {
            yield return new(Part(X, start, size), Part(Y, start, size));
            start += size;
        }
    }

    private static float[,] Part(float[,] rows, int start, int count)
    {
        int width = rows.GetLength(1);
        float[,] part = new float[count, width];
        Array.Copy(rows, start * width, part, 0, count * width);
        return part;
    }

    private static async IAsyncEnumerable<T> Async<T>(T[] items)
    {
        foreach (T item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    private sealed class Once : IEnumerable<Batch>
    {
        private bool read;

        public IEnumerator<Batch> GetEnumerator()
        {
            if (read)
                throw new InvalidOperationException("read twice");
            read = true;
            return Batches(4, 4).GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
