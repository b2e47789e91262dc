using Keras.Layers;
using Keras.Tests.Support;
using Keras.Tracing;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Images moved by a part that XLA compiles inside of ordinary kernels are those that the ordinary kernels give.</summary>
public sealed class CompiledSamplingTests
{
    public static MatrixTheoryData<string, string, DType> Cases => new(
        ["bilinear", "nearest"], ["reflect", "wrap", "constant", "nearest"], [DType.Float32, DType.UInt8]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Images_are_those_of_the_ordinary_kernels(string interpolation, string fillMode, DType type)
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        using Tensor x = Tensor.Create<float>([.. Enumerable.Range(0, 2 * 11 * 9 * 3).Select(i => (float)(i * 37 % 251))], [2, 11, 9, 3]);
        bool wasCompiled = false;

        float[] Run(bool compile)
        {
            using Tensor moved = Evaluate.On([x], symbols =>
            {
                TraceContext.Current.CompilesParts = compile;
                Symbol images = symbols[0].Cast(type);
                Symbol zero = images.Number(0).Cast(DType.Float32).Reshape([1, 1, 1]);
                float[] numbers = [0.91f, -0.33f, 2.13f, 0.27f, 1.07f, -3.71f];
                Symbol[] matrix = [.. numbers.Select(n => zero + (n * Ops.Ones([2, 1, 1])))];
                Symbol result = ProjectiveSampling.Of(images, matrix, interpolation, fillMode, 7);
                wasCompiled |= result.Operation.Type == "StatefulPartitionedCall";
                return result.Cast(DType.Float32);
            });
            return moved.ToArray<float>();
        }

        float[] ordinary = Run(compile: false);
        Assert.False(wasCompiled);
        float[] compiled = Run(compile: true);

        Assert.True(wasCompiled);
        Assert.True(ordinary.Distinct().Count() > 20);
        for (int i = 0; i < ordinary.Length; i++)
            Assert.Equal(ordinary[i], compiled[i], type == DType.UInt8 ? 1 : 0.01);
    }
}
