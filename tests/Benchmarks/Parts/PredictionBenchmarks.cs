using BenchmarkDotNet.Attributes;
using Keras;
using Keras.Layers;
using TensorFlow;

namespace Benchmarks.Parts;

/// <summary>One image through the lesson's model.</summary>
[MemoryDiagnoser]
[InProcess]
public class PredictionBenchmarks
{
    private readonly float[] image = new float[784];
    private readonly float[] output = new float[10];
    private readonly Tensor tensor = Tensor.Zeros(DType.Float32, [1, 28, 28]);
    private Sequential model = null!;
    private Predictor predictor = null!;
    private Predictor frozen = null!;

    [GlobalSetup]
    public void Setup()
    {
        model = new(new Flatten { InputShape = [28, 28] }, new Dense(128, "relu"), new Dense(10, "softmax"));
        predictor = model.CreatePredictor();
        frozen = model.CreatePredictor(freeze: true);
    }

    [Benchmark(Baseline = true)]
    public void Predict() => model.Predict(tensor).Dispose();

    [Benchmark]
    public void PredictorRun() => predictor.Run(image, output);

    [Benchmark]
    public void FrozenPredictorRun() => frozen.Run(image, output);
}
