using BenchmarkDotNet.Attributes;
using Keras;
using Keras.Datasets;
using Keras.Layers;

namespace Benchmarks.Parts;

/// <summary>An epoch of MNIST, compiled by XLA and not, with ticks ten times a second and with a callback after each batch.</summary>
[InProcess]
public class EpochBenchmarks
{
    private Data x = null!;
    private Data y = null!;
    private Sequential model = null!;

    [Params(32, 128, 512)]
    public int BatchSize { get; set; }

    [Params(JitCompile.On, JitCompile.Off)]
    public JitCompile Jit { get; set; }

    [Params(128, 512)]
    public int Hidden { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (ImageDataset train, _) = Mnist.Load();
        x = train.Images.Normalized();
        y = train.Labels.ToCategorical(10);
        model = new(new Flatten { InputShape = [28, 28] }, new Dense(Hidden, "relu"), new Dense(Hidden, "relu"), new Dense(10, "softmax"));
        model.Compile("adam", "categorical_crossentropy", ["accuracy"], jitCompile: Jit);
        Epoch();
    }

    [Benchmark(Baseline = true)]
    public void Epoch() => model.Fit(x, y, batchSize: BatchSize, verbose: Verbosity.Silent);

    [Benchmark]
    public void EpochWithBatchCallback() =>
        model.Fit(x, y, batchSize: BatchSize, callbacks: [Callback.OnTrainBatchEnd((_, _) => { })], verbose: Verbosity.Silent);
}
