using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Keras.Layers;
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

    [Fact]
    public void A_residual_model_with_strides_predicts_and_learns_what_it_does_with_other_kernels()
    {
        using Model model = Residual(), other = Residual();
        other.SetWeights([.. model.GetWeights()]);
        using Tensor x = Images(12), predicted = model.Predict(x), called = model.Apply(x);
        AssertClose(called, predicted);
        PredictorFunction program = PredictorFunction.Create(model, [new(DType.Float32, [12, 12, 12, 2])]);
        bool isSupported = Vector512.IsHardwareAccelerated && Avx2.IsSupported && Runtime.Devices.All(d => d.Kind == "CPU");
        Assert.Equal(isSupported, program.Function.ToFunctionDef().AsSpan().IndexOf("PatchConv2D"u8) >= 0);
        program.Retire();

        // A compiled step has none of the kernels.
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        using Tensor y = Tensor.Create<float>([.. Enumerable.Range(0, 12 * 3).Select(i => (i % 7) / 7f)], [12, 3]);
        foreach ((Model trained, JitCompile compilation) in new[] { (model, JitCompile.Off), (other, JitCompile.On) })
        {
            trained.Compile(new Keras.Optimizers.SGD(0.05), "mse", jitCompile: compilation);
            trained.Fit(x, y, batchSize: 4, epochs: 2, shuffle: false, verbose: Verbosity.Silent);
        }

        foreach ((Tensor expected, Tensor found) in other.GetWeights().Zip(model.GetWeights()))
            AssertClose(expected, found);

        static void AssertClose(Tensor expected, Tensor found) =>
            Assert.All(found.ToArray<float>().Zip(expected.ToArray<float>()), p => Assert.Equal(p.Second, p.First, 1e-4f));
    }

    private static Model Residual()
    {
        Input input = new([12, 12, 2]);
        KerasTensor x = new Conv2D(16, 3, "relu", padding: "same").Apply(input);
        foreach (string padding in new[] { "same", "valid" })
        {
            KerasTensor y = new Conv2D(32, 3, "relu", strides: 2, padding: padding).Apply(x);
            y = new Conv2D(32, 3, padding: "same").Apply(y);
            KerasTensor shortcut = new Conv2D(32, padding == "same" ? 1 : 3, strides: 2, padding: padding).Apply(x);
            x = new ReLU().Apply(y + shortcut);
        }

        return new(input, new Dense(3).Apply(new GlobalAveragePooling2D().Apply(x)));
    }

    private static Model Load() =>
        Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "convolutional", "vectors-3.15.1.keras"));

    private static Tensor Images(int count)
    {
        Random random = new(7);
        return Tensor.Create<float>([.. Enumerable.Range(0, count * 12 * 12 * 2).Select(_ => random.NextSingle())], [count, 12, 12, 2]);
    }

    private static bool HasOwnKernels(ReadOnlySpan<byte> program) =>
        program.IndexOf("TiledConv2D"u8) >= 0 || program.IndexOf("PatchConv2D"u8) >= 0;
}
