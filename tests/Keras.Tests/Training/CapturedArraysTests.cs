using Keras.Layers;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Large arrays that layers, losses and functions of data capture are no constants of a program, of which the runtime makes many copies,
/// but values that it is given; what is computed is the same.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class CapturedArraysTests
{
    // 40 KB, where constants up to 16 KiB are held.
    private const int Rows = 2500;

    private static readonly float[,] X = Toy.Rows(10, 4);

    private static readonly float[,] Y = Toy.OneHot(10, 3);

    public static TheoryData<JitCompile> Compilations => [JitCompile.Off, JitCompile.On];

    [Theory]
    [MemberData(nameof(Compilations))]
    public void A_layer_computes_the_same_with_a_large_array_as_with_a_small_one(JitCompile jitCompile)
    {
        using Tensor large = Large(1), small = Small(1);
        Assert.Equal(Train(small, jitCompile), Train(large, jitCompile));

        static float[] Train(Tensor array, JitCompile jitCompile)
        {
            using Sequential model = new(
                new Dense(4) { InputShape = [4], KernelInitializer = "ones" },
                new Lambda(x => x + Ops.Max(x.Graph.Constant(array), 0)),
                new Dense(3, "softmax") { KernelInitializer = "ones" });
            model.Compile("adam", "categorical_crossentropy", jitCompile: jitCompile);
            double loss = model.Fit(X, Y, Toy.Silent(3))["loss"][^1];
            using Tensor predicted = model.Predict(X);
            using Predictor predictor = model.CreatePredictor();
            float[] again = new float[3];
            predictor.Run([X[0, 0], X[0, 1], X[0, 2], X[0, 3]], again);
            Assert.Equal(predicted.ToArray<float>()[..3], again, (a, b) => Math.Abs(a - b) < 1e-6);
            float measured = (float)model.Evaluate(X, Y, verbose: Verbosity.Silent).Loss;
            return [.. Toy.Values(model), (float)loss, measured, .. predicted.ToArray<float>()];
        }
    }

    [Fact]
    public void A_program_holds_no_large_constant()
    {
        using Tensor large = Large(1);
        using StatelessFunction function = StatelessFunction.Trace(
            "step", [new(DType.Float32, [4])], inputs => [inputs[0] + Ops.Max(inputs[0].Graph.Constant(large), 0)]);
        Weight captured = Assert.Single(function.Weights.All);
        Assert.Equal((large.Shape, false), (captured.Shape, captured.Trainable));
    }

    [Fact]
    public void Equal_arrays_are_one_function_and_others_are_seen()
    {
        using Sequential model = Toy.Classifier();
        for (int i = 0; i < 5; i++)
            Fit(model, 1);
        int written = model.ProgramCount;
        Fit(model, 2);
        Assert.Equal((2, 4), (written, model.ProgramCount));
        using Tensor one = Predict(model, 1), two = Predict(model, 2), again = Predict(model, 1);
        Assert.Equal(one.ToArray<float>(), again.ToArray<float>());
        Assert.NotEqual(one.ToArray<float>(), two.ToArray<float>());
    }

    [Fact]
    public void Two_models_that_train_at_once_may_capture_equal_arrays()
    {
        using Sequential first = Toy.Classifier(), second = Toy.Classifier();
        using Tensor large = Large(1);
        Data mapped = ((Data)X).Map(x => x + Ops.Max(x.Graph.Constant(large), 0));
        first.Fit(mapped, Y, Toy.Silent(1, 4, Callback.OnEpochEnd((_, _) => second.Fit(mapped, Y, Toy.Silent()))));
        Assert.Equal(3, second.Optimizer.IterationCount);
    }

    [Fact]
    public void A_file_for_serving_has_the_array()
    {
        using Tensor large = Large(1);
        using Sequential model = new(new Lambda(x => x + Ops.Max(x.Graph.Constant(large), 0)) { InputShape = [4] }, new Dense(1));
        using Tensor expected = model.Predict(X);
        string folder = Path.Combine(Directory.CreateTempSubdirectory("captured").FullName, "model");
        try
        {
            model.Export(folder);
            using SavedModel served = SavedModel.Load(folder);
            using Tensor x = Tensor.FromArray(X), y = served.Run(x);
            Assert.Equal(expected.ToArray<float>(), y.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Fact]
    public void In_the_body_of_a_loop_an_array_is_captured_too()
    {
        using Tensor large = Large(1);
        using StatelessFunction function = StatelessFunction.Trace("loop", [new(DType.Float32, [4])], inputs =>
            [Ops.ForiLoop(0, 3, (_, sum) => sum + Ops.Max(sum.Graph.Constant(large), 0), inputs[0])]);
        Assert.Single(function.Weights.All);
    }

    [Fact]
    public void An_initializer_gives_an_array_as_it_is()
    {
        float[,] values = Toy.Rows(Rows, 4);
        using Sequential model = new(new Dense(4) { InputShape = [Rows], KernelInitializer = new Keras.Initializers.Constant(values) });
        using Tensor kernel = model.Weights[0].Read();
        Assert.Equal(values.Cast<float>(), kernel.ToArray<float>());
    }

    private static void Fit(Sequential model, int number) => model.Fit(Mapped(number), Y, Toy.Silent());

    private static Tensor Predict(Sequential model, int number) => model.Predict(Mapped(number));

    private static Data Mapped(int number) => ((Data)X).Map(x =>
    {
        using Tensor large = Large(number);
        return x + Ops.Max(x.Graph.Constant(large), 0);
    });

    private static Tensor Large(int number) =>
        Tensor.Create<float>([.. Enumerable.Repeat((float[])[number, 2, 3, 4], Rows).SelectMany(r => r)], [Rows, 4]);

    private static Tensor Small(int number) => Tensor.Create<float>([number, 2, 3, 4], [1, 4]);
}
