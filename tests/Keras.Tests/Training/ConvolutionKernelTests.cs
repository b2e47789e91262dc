using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Keras.Tests.Datasets;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Models whose convolutions this library's kernels compute, where the machine has what they need.</summary>
public sealed class ConvolutionKernelTests
{
    [Fact]
    public void Prediction_is_what_a_call_of_the_model_gives()
    {
        using Model model = Load();
        using Tensor x = Images(5), predicted = model.Predict(x), called = model.Apply(x);
        float[] expected = called.ToArray<float>();
        Assert.All(predicted.ToArray<float>().Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-5f));
        PredictorFunction program = PredictorFunction.Create(model, [new(DType.Float32, [5, 12, 12, 2])]);
        bool isSupported = Vector512.IsHardwareAccelerated && Avx2.IsSupported && Runtime.Devices.All(d => d.Kind == "CPU");
        Assert.Equal(isSupported, HasOwnKernels(program.Function.ToFunctionDef()));
        program.Retire();
    }

    [Fact]
    public void An_export_has_operations_of_TensorFlow_alone()
    {
        using Model model = Load();
        using Tensor x = Images(5), predicted = model.Predict(x);
        using TemporaryDirectory directory = new();
        model.Export(directory["1"]);
        Assert.False(HasOwnKernels(File.ReadAllBytes(Path.Combine(directory["1"], "saved_model.pb"))));
        using SavedModel served = SavedModel.Load(directory["1"]);
        using Tensor elsewhere = served.Run(x);
        Assert.All(predicted.ToArray<float>().Zip(elsewhere.ToArray<float>()), p => Assert.Equal(p.Second, p.First, 1e-5f));
    }

    private static Model Load() =>
        Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "convolutional", "vectors-3.15.1.keras"));

    private static Tensor Images(int count)
    {
        Random random = new(7);
        return Tensor.Create<float>([.. Enumerable.Range(0, count * 12 * 12 * 2).Select(_ => random.NextSingle())], [count, 12, 12, 2]);
    }

    private static bool HasOwnKernels(ReadOnlySpan<byte> program) => program.IndexOf("TiledConv2D"u8) >= 0;
}
