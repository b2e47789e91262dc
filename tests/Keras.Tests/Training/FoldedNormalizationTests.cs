using Keras.Layers;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Predictors multiply a kernel by the factors of the normalization behind, once for the values of the weights.</summary>
public sealed class FoldedNormalizationTests
{
    public static TheoryData<string> Kinds =>
        ["conv", "bias", "groups", "strides", "depthwise", "separable", "transposed", "sequence", "causal"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_predictor_with_folded_factors_predicts_what_the_model_does(string kind)
    {
        Shape shape = kind is "sequence" or "causal" ? [9, 4] : [8, 7, 4];
        using Sequential model = new(new InputLayer(shape), Convolution(kind), new BatchNormalization(), new ReLU(6));
        Randomize(model);
        using Tensor x = Numbers([1, .. shape], 3);
        using Predictor predictor = model.CreatePredictor();
        AssertSame(model, predictor, x);

        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        using Tensor y = Numbers(predictor.OutputShape, 4);
        model.Fit(x, y, verbose: Verbosity.Silent);
        AssertSame(model, predictor, x);
    }

    [Fact]
    public void Predict_folds_them_for_many_batches_with_the_weights_of_the_call()
    {
        using Sequential model = new(new InputLayer([6, 6, 3]), new Conv2D(4, 3), new BatchNormalization(), new ReLU(6));
        Randomize(model);
        using Tensor x = Numbers([7, 6, 6, 3], 6);
        for (int i = 0; i < 2; i++)
        {
            using Tensor whole = model.Predict(x), batches = model.Predict(x, batchSize: 1);
            Assert.All(whole.ToArray<float>().Zip(batches.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-5f));
            Tensor[] halves = [.. model.GetWeights().Select(w => Ops.Multiply(w, 0.5))];
            model.SetWeights(halves);
            Array.ForEach(halves, h => h.Dispose());
        }
    }

    [Fact]
    public void Evaluate_folds_them_for_many_batches_with_the_weights_of_the_call()
    {
        using Sequential model = new(new InputLayer([6, 6, 3]), new Conv2D(4, 3), new BatchNormalization(), new ReLU(6), new Flatten());
        Randomize(model);
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        using Tensor x = Numbers([7, 6, 6, 3], 6), y = Numbers([7, 64], 7);
        for (int i = 0; i < 2; i++)
        {
            double whole = model.Evaluate(x, y, batchSize: 7, verbose: Verbosity.Silent).Loss;
            Assert.Equal(whole, model.Evaluate(x, y, batchSize: 1, verbose: Verbosity.Silent).Loss, 1e-5 * whole);
            model.Fit(x, y, verbose: Verbosity.Silent);
        }
    }

    [Fact]
    public void The_factors_are_in_the_kernel()
    {
        using Sequential model = new(
            new InputLayer([8, 8, 3]), new Conv2D(4, 3) { UseBias = false }, new BatchNormalization(), new DepthwiseConv2D(3),
            new BatchNormalization());
        PredictorFunction program = PredictorFunction.Create(model, [new(DType.Float32, [1, 8, 8, 3])]);
        Assert.Empty(program.KeptWeights);
        Assert.Equal(5, program.Function.Inputs.Count);
        program.Retire();
    }

    [Fact]
    public void A_convolution_that_something_else_takes_too_is_computed_once()
    {
        Input input = new([6, 6, 3]);
        KerasTensor h = new Conv2D(4, 3).Apply(input);
        using Model model = new(input, new Add().Apply(h, new BatchNormalization().Apply(h)));
        Randomize(model);
        PredictorFunction program = PredictorFunction.Create(model, [new(DType.Float32, [1, 6, 6, 3])]);
        // The kernel and the bias as they are.
        Assert.Equal(2, program.KeptWeights.Count);
        program.Retire();
        using Tensor x = Numbers([1, 6, 6, 3], 5);
        using Predictor predictor = model.CreatePredictor();
        AssertSame(model, predictor, x);
    }

    [Theory]
    [InlineData("mixed_bfloat16")]
    [InlineData("other axis")]
    [InlineData("activation")]
    public void Other_convolutions_and_normalizations_stay_apart(string kind)
    {
        string policy = kind == "mixed_bfloat16" ? kind : "float32";
        using Sequential model = new(
            new InputLayer([6, 6, 3]),
            new Conv2D(4, 3, kind == "activation" ? "tanh" : "linear") { DTypePolicy = policy },
            new BatchNormalization(kind == "other axis" ? 1 : -1) { DTypePolicy = policy });
        Randomize(model);
        using Tensor x = Numbers([1, 6, 6, 3], 6);
        using Predictor predictor = model.CreatePredictor();
        AssertSame(model, predictor, x, kind == "mixed_bfloat16" ? 2e-2 : 1e-5);
    }

    [Fact]
    public void A_frozen_predictor_keeps_what_it_prepared()
    {
        using Sequential model = new(new InputLayer([6, 6, 3]), new Conv2D(4, 3), new BatchNormalization());
        Randomize(model);
        using Tensor x = Numbers([1, 6, 6, 3], 7);
        using Predictor frozen = model.CreatePredictor(freeze: true), following = model.CreatePredictor();
        float[] first = Answer(frozen, x);
        Randomize(model, 11);
        Assert.Equal(first, Answer(frozen, x));
        Assert.NotEqual(first, Answer(following, x));
        AssertSame(model, following, x);
    }

    [Fact]
    public void Weights_that_are_no_numbers_predict_none()
    {
        using Sequential model = new(new InputLayer([6, 6, 3]), new Conv2D(4, 3), new BatchNormalization(), new ReLU(6));
        Randomize(model);
        Weight beta = model.Weights.First(w => w.Name == "beta");
        using Tensor nan = Tensor.Create<float>([float.NaN, float.NaN, float.NaN, float.NaN]);
        beta.Assign(nan);
        using Tensor x = Numbers([1, 6, 6, 3], 7);
        using Predictor predictor = model.CreatePredictor();
        Assert.All(Answer(predictor, x), v => Assert.True(float.IsNaN(v)));
    }

    private static Layer Convolution(string kind) => kind switch
    {
        "conv" => new Conv2D(5, 3) { UseBias = false },
        "bias" => new Conv2D(5, 3),
        "groups" => new Conv2D(6, 3) { Groups = 2 },
        "strides" => new Conv2D(5, 3, strides: 2, padding: "same"),
        "depthwise" => new DepthwiseConv2D(3) { DepthMultiplier = 2 },
        "separable" => new SeparableConv2D(5, 3),
        "transposed" => new Conv2DTranspose(5, 3),
        "sequence" => new Conv1D(5, 3),
        _ => new Conv1D(5, 3, padding: "causal"),
    };

    private static void Randomize(Model model, int seed = 1)
    {
        Random random = new(seed);
        foreach (Weight weight in model.Weights)
        {
            bool isVariance = weight.Name == "moving_variance";
            using Tensor value = Tensor.Create<float>(
                [.. Enumerable.Range(0, (int)weight.Shape.ElementCount).Select(_ => random.NextSingle() + (isVariance ? 0.5f : -0.5f))],
                weight.Shape);
            weight.Assign(value);
        }
    }

    private static Tensor Numbers(Shape shape, int seed)
    {
        Random random = new(seed);
        return Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => random.NextSingle() - 0.5f)], shape);
    }

    private static float[] Answer(Predictor predictor, Tensor x)
    {
        float[] output = new float[predictor.OutputShape.ElementCount];
        predictor.Run(x.ToArray<float>(), output);
        return output;
    }

    private static void AssertSame(Model model, Predictor predictor, Tensor x, double tolerance = 1e-5)
    {
        using Tensor expected = model.Predict(x);
        float[] numbers = expected.ToArray<float>(), output = Answer(predictor, x);
        Assert.Contains(numbers, n => n != 0);
        for (int i = 0; i < numbers.Length; i++)
            Assert.Equal(numbers[i], output[i], tolerance);
    }
}
