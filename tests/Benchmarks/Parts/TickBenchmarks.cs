using BenchmarkDotNet.Attributes;
using Keras;
using Keras.Datasets;
using Keras.Layers;

namespace Benchmarks.Parts;

/// <summary>What looking up ten times a second costs: an epoch of MNIST with ticks, against one whose steps are all one call.</summary>
[InProcess]
public class TickBenchmarks
{
    private const int BatchSize = 32;
    private Data x = null!;
    private Data y = null!;
    private Sequential model = null!;

    [Params(JitCompile.On, JitCompile.Off)]
    public JitCompile Jit { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (ImageDataset train, _) = Mnist.Load();
        x = train.Images.Normalized();
        y = train.Labels.ToCategorical(10);
        model = new(new Flatten { InputShape = [28, 28] }, new Dense(128, "relu"), new Dense(10, "softmax"));
        model.Compile("adam", "categorical_crossentropy", ["accuracy"], jitCompile: Jit);
        Ticks();
        OneCall();
    }

    [Benchmark(Baseline = true)]
    public void OneCall() =>
        model.Fit(x, y, batchSize: BatchSize, stepsPerExecution: 60_000 / BatchSize, callbacks: [Callback.OnTrainBatchEnd((_, _) => { })], verbose: Verbosity.Silent);

    [Benchmark]
    public void Ticks() => model.Fit(x, y, batchSize: BatchSize, verbose: Verbosity.Silent);
}
