using TensorFlow;
using Xunit;

namespace Keras.Tests.Losses;

/// <summary>Values and gradients that Keras 3.15.1 gave for the same numbers.</summary>
public sealed class LossValueTests : IDisposable
{
    private readonly Tensor rows = LossProbe.Rows([0, 1, 0], [1, 0, 0]);
    private readonly Tensor classes = Tensor.Create<long>([1, 0]);
    private readonly Tensor predictions = LossProbe.Rows([.2f, .7f, .1f], [.5f, .25f, .25f]);

    public void Dispose()
    {
        rows.Dispose();
        classes.Dispose();
        predictions.Dispose();
    }

    [Theory]
    [InlineData("categorical_crossentropy", 0.52491105f, new[] { 0.5f, -0.21428573f, 0.5f, -0.5f, 0.5f, 0.5f })]
    [InlineData("sparse_categorical_crossentropy", 0.52491105f, new[] { 0.49999997f, -0.21428573f, 0.49999997f, -0.5f, 0.5f, 0.5f })]
    [InlineData("binary_crossentropy", 0.32561505f,
        new[] { 0.20833334f, -0.23809525f, 0.18518519f, -0.33333334f, 0.22222224f, 0.22222224f })]
    [InlineData("categorical_focal_crossentropy", 0.025673443f,
        new[] { 0.029975438f, -0.012846617f, 0.029975438f, -0.074571699f, 0.074571699f, 0.074571699f })]
    [InlineData("binary_focal_crossentropy", 0.041887857f,
        new[] { 0.023209568f, -0.057096072f, 0.0053638718f, -0.19885787f, 0.037862398f, 0.037862398f })]
    [InlineData("CategoricalGeneralizedCrossEntropy", 0.4562332f, new[] { 0f, -0.59761429f, 0f, -0.70710677f, 0f, 0f })]
    [InlineData("mse", 0.085833333f, new[] { 0.06666667f, -0.10000001f, 0.033333335f, -0.16666667f, 0.083333336f, 0.083333336f })]
    [InlineData("mae", 0.26666668f, new[] { 0.16666667f, -0.16666667f, 0.16666667f, -0.16666667f, 0.16666667f, 0.16666667f })]
    [InlineData("mape", 1.3333334e+08f, new[] { 1.6666666e+08f, -16.666666f, 1.6666666e+08f, -16.666666f, 1.6666666e+08f, 1.6666666e+08f })]
    [InlineData("msle", 0.041847415f, new[] { 0.050644856f, -0.031866454f, 0.028881842f, -0.063929357f, 0.059504915f, 0.059504915f })]
    [InlineData("huber", 0.042916667f, new[] { 0.033333335f, -0.050000004f, 0.016666668f, -0.083333336f, 0.041666668f, 0.041666668f })]
    [InlineData("log_cosh", 0.041862439f, new[] { 0.032895893f, -0.048552111f, 0.016611338f, -0.077019528f, 0.040819779f, 0.040819779f })]
    [InlineData("kld", 0.52490819f, new[] { -2.5e-07f, -0.71428567f, -5e-07f, -1f, -2e-07f, -2e-07f })]
    [InlineData("poisson", 0.50830364f, new[] { 0.16666667f, -0.071428537f, 0.16666667f, -0.16666658f, 0.16666667f, 0.16666667f })]
    [InlineData("cosine_similarity", -0.88453794f,
        new[] { 0.1764036f, -0.063001275f, 0.088201798f, -0.27216554f, 0.27216551f, 0.27216551f })]
    [InlineData("hinge", 0.93333328f, new[] { 0.16666667f, -0.16666667f, 0.16666667f, -0.16666667f, 0.16666667f, 0.16666667f })]
    [InlineData("squared_hinge", 1.0191667f, new[] { 0.40000004f, -0.10000001f, 0.36666667f, -0.16666667f, 0.41666669f, 0.41666669f })]
    [InlineData("categorical_hinge", 0.625f, new[] { 0.5f, -0.5f, 0f, -0.5f, 0.25f, 0.25f })]
    [InlineData("dice", 0.39999998f, new[] { 0.15000001f, -0.34999999f, 0.15000001f, -0.34999999f, 0.15000001f, 0.15000001f })]
    [InlineData("tversky", 0.39999998f, new[] { 0.15000001f, -0.34999999f, 0.15000001f, -0.34999999f, 0.15000001f, 0.15000001f })]
    public void A_loss_and_its_gradient_are_those_of_Keras(string name, float value, float[] gradient)
    {
        Loss loss = name;
        Tensor truth = loss.TakesClassIndices ? classes : rows;
        LossProbe.Near([value], [LossProbe.Value(loss, truth, predictions)]);
        LossProbe.Near(gradient, LossProbe.Gradient(loss, truth, predictions));
    }

    [Fact]
    public void Circle_counts_only_samples_that_have_a_partner()
    {
        using Tensor truth = Tensor.Create<int>([0, 1, 0, 2]);
        using Tensor embeddings = LossProbe.Rows([.6f, .8f], [1, 0], [.8f, .6f], [0, 1]);
        Loss loss = "circle";
        LossProbe.Near([25.728001f], [LossProbe.Value(loss, truth, embeddings)]);
        float[] gradient = [-5.1199951f, 60.160004f, 51.200001f, 38.400002f, 60.160004f, -5.1199951f, 38.400002f, 51.200001f];
        LossProbe.Near(gradient, LossProbe.Gradient(loss, truth, embeddings), 1e-4f);
    }

    [Fact]
    public void Class_numbers_may_have_an_axis_of_length_1()
    {
        using Tensor column = classes.Reshape([2, 1]);
        Loss loss = new Keras.Losses.SparseCategoricalCrossentropy(reduction: Reduction.None);
        LossProbe.Near([0.35667497f, 0.6931472f], LossProbe.Values(loss, classes, predictions));
        LossProbe.Near([0.35667497f, 0.6931472f], LossProbe.Values(loss, column, predictions));
    }

    [Fact]
    public void A_class_that_does_not_exist_makes_the_loss_NaN()
    {
        using Tensor wrong = Tensor.Create<int>([1, 3]);
        float[] values = LossProbe.Values(new Keras.Losses.SparseCategoricalCrossentropy(reduction: Reduction.None), wrong, predictions);
        Assert.Equal(0.35667497f, values[0], 1e-6f);
        Assert.True(float.IsNaN(values[1]));
    }

    [Fact]
    public void Logits_of_minus_infinity_elsewhere_do_no_harm()
    {
        using Tensor logits = LossProbe.Rows([1, 1, float.NegativeInfinity], [1, 1, float.NegativeInfinity]);
        Assert.Equal(MathF.Log(2),
            LossProbe.Value(new Keras.Losses.SparseCategoricalCrossentropy(fromLogits: true), classes, logits), 1e-6f);
    }

    [Fact]
    public void An_ignored_class_does_not_count()
    {
        using Tensor truth = Tensor.Create<int>([1, -1]);
        Assert.Equal(0.35667497f,
            LossProbe.Value(new Keras.Losses.SparseCategoricalCrossentropy(ignoreClass: -1), truth, predictions), 1e-6f);
    }

    [Fact]
    public void Sparse_crossentropy_clips_first_and_categorical_normalizes_first()
    {
        using Tensor unnormalized = LossProbe.Rows([2, 1, 1]);
        using Tensor number = Tensor.Create<int>([0]);
        using Tensor row = LossProbe.Rows([1, 0, 0]);
        Assert.Equal(1.0986123f, LossProbe.Value("sparse_categorical_crossentropy", number, unnormalized), 1e-6f);
        Assert.Equal(0.6931472f, LossProbe.Value("categorical_crossentropy", row, unnormalized), 1e-6f);
    }

    [Fact]
    public void Clipping_differs_at_the_two_ends_in_single_precision()
    {
        using Tensor truth = LossProbe.Rows([1], [0]);
        using Tensor wrong = LossProbe.Rows([0], [1]);
        LossProbe.Near([16.118095f, 15.942385f],
            LossProbe.Values(new Keras.Losses.BinaryCrossentropy(reduction: Reduction.None), truth, wrong));
    }

    [Fact]
    public void Labels_are_smoothed()
    {
        Assert.Equal(0.6013272f, LossProbe.Value(new Keras.Losses.CategoricalCrossentropy(labelSmoothing: 0.1), rows, predictions), 1e-6f);
        Assert.Equal(0.38084877f, LossProbe.Value(new Keras.Losses.BinaryCrossentropy(labelSmoothing: 0.1), rows, predictions), 1e-6f);
    }

    [Fact]
    public void Classes_may_be_on_an_inner_axis()
    {
        using Tensor truth = rows.Reshape([2, 3, 1]);
        using Tensor logits = predictions.Reshape([2, 3, 1]);
        Loss loss = new Keras.Losses.CategoricalCrossentropy(fromLogits: true, axis: 1, reduction: Reduction.None);
        LossProbe.Near([0.7679496f, 0.93906987f], LossProbe.Values(loss, truth, logits));
    }

    [Theory]
    [InlineData("sparse_categorical_crossentropy")]
    [InlineData("binary_crossentropy")]
    [InlineData("categorical_crossentropy")]
    public void Compiled_by_XLA_a_loss_is_the_same(string name)
    {
        Loss loss = name;
        Tensor truth = loss.TakesClassIndices ? classes : rows;
        using Tensor compiled = LossProbe.Run(s => loss.Apply(s[0], s[1]), new FunctionOptions { Compile = true }, truth, predictions);
        Assert.Equal(LossProbe.Value(loss, truth, predictions), compiled.ToScalar<float>(), 1e-6f);
    }
}
