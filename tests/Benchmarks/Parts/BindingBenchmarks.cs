using BenchmarkDotNet.Attributes;
using TensorFlow;

namespace Benchmarks.Parts;

/// <summary>What the binding itself costs: a call of an almost empty function, a tensor, a variable.</summary>
[MemoryDiagnoser]
[InProcess]
public class BindingBenchmarks
{
    private readonly float[] numbers = new float[784];
    private Function function = null!;
    private FunctionCall call = null!;
    private DeviceTensor input = null!;
    private Variable variable = null!;

    [GlobalSetup]
    public void Setup()
    {
        function = Function.Trace("increment", [new(DType.Float32, [])], x => [x[0] + 1]);
        using Tensor one = Tensor.Scalar(1f);
        input = DeviceTensor.From(one);
        call = new(function);
        call.SetInput(0, input);
        variable = new(one);
    }

    [Benchmark(Baseline = true)]
    public void PreparedCall() => call.Run();

    [Benchmark]
    public void Invoke() => function.Invoke(input)[0].Dispose();

    [Benchmark]
    public void CreateTensor() => Tensor.Create<float>(numbers).Dispose();

    [Benchmark]
    public void ReadVariable() => variable.Read().Dispose();

    [Benchmark]
    public Function WriteFunction()
    {
        Function written = Function.Trace("square", [new(DType.Float32, [Shape.UnknownDimension])], x => [x[0] * x[0]]);
        written.Dispose();
        return written;
    }
}
