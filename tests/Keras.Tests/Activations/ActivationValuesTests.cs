using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests;

/// <summary>Every activation gives what the real Keras gives (3.15.1, float32).</summary>
public sealed class ActivationValuesTests
{
    private static readonly float[] X = [-3.5f, -1.5f, -0.75f, -0.25f, 0f, 0.3f, 0.8f, 1.2f, 4f];

    [Theory]
    [InlineData("celu", new[] { -0.9698026f, -0.77686983f, -0.5276334f, -0.22119921f, 0.0f, 0.3f, 0.8f, 1.2f, 4.0f })]
    [InlineData("elu", new[] { -0.9698026f, -0.77686983f, -0.5276334f, -0.22119921f, 0.0f, 0.3f, 0.8f, 1.2f, 4.0f })]
    [InlineData("exponential",
        new[] { 0.030197384f, 0.22313017f, 0.47236654f, 0.7788008f, 1.0f, 1.3498588f, 2.2255409f, 3.320117f, 54.59815f })]
    [InlineData("gelu", new[] { -0.00081420154f, -0.1002108f, -0.16997054f,
        -0.10032342f, 0.0f, 0.18537343f, 0.6305157f, 1.0619165f, 3.9998734f })]
    [InlineData("hard_shrink", new[] { -3.5f, -1.5f, -0.75f, 0.0f, 0.0f, 0.0f, 0.8f, 1.2f, 4.0f })]
    [InlineData("hard_sigmoid", new[] { 0.0f, 0.25f, 0.375f, 0.45833334f, 0.5f, 0.55f, 0.6333333f, 0.7f, 1.0f })]
    [InlineData("hard_silu", new[] { -0.0f, -0.375f, -0.28125f, -0.114583336f, 0.0f, 0.165f, 0.50666666f, 0.84000003f, 4.0f })]
    [InlineData("hard_tanh", new[] { -1.0f, -1.0f, -0.75f, -0.25f, 0.0f, 0.3f, 0.8f, 1.0f, 1.0f })]
    [InlineData("leaky_relu", new[] { -0.7f, -0.3f, -0.15f, -0.05f, 0.0f, 0.3f, 0.8f, 1.2f, 4.0f })]
    [InlineData("linear", new[] { -3.5f, -1.5f, -0.75f, -0.25f, 0.0f, 0.3f, 0.8f, 1.2f, 4.0f })]
    [InlineData("log_sigmoid",
        new[] { -3.5297503f, -1.7014133f, -1.1368711f, -0.8259394f, -0.6931472f, -0.5543552f, -0.37110066f, -0.26328245f, -0.01814993f })]
    [InlineData("log_softmax",
        new[] { -7.6588545f, -5.6588545f, -4.9088545f, -4.4088545f, -4.1588545f, -3.8588543f, -3.3588543f, -2.9588542f, -0.15885432f })]
    [InlineData("mish", new[] { -0.10409577f, -0.29809973f, -0.2764947f, -0.12992698f,
        0.0f, 0.20800139f, 0.6596998f, 1.0779458f, 3.9974124f })]
    [InlineData("relu", new[] { 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.3f, 0.8f, 1.2f, 4.0f })]
    [InlineData("relu6", new[] { 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.3f, 0.8f, 1.2f, 4.0f })]
    [InlineData("selu", new[] { -1.7050093f, -1.3658143f, -0.927632f, -0.38889018f, 0.0f, 0.3152103f, 0.84056085f, 1.2608413f, 4.202804f })]
    [InlineData("sigmoid", new[] { 0.02931223f, 0.18242553f, 0.32082132f, 0.43782344f,
        0.5f, 0.57444245f, 0.6899745f, 0.7685247f, 0.98201376f })]
    [InlineData("silu", new[] { -0.10259281f, -0.2736383f, -0.240616f, -0.10945586f,
        0.0f, 0.17233273f, 0.5519796f, 0.9222297f, 3.928055f })]
    [InlineData("soft_shrink", new[] { -3.0f, -1.0f, -0.25f, 0.0f, 0.0f, 0.0f, 0.3f, 0.70000005f, 3.5f })]
    [InlineData("softmax", new[] { 0.0004718476f, 0.0034865087f, 0.007380938f, 0.012169111f,
        0.015625447f, 0.021092147f, 0.034775075f, 0.05187832f, 0.85312057f })]
    [InlineData("softplus", new[] { 0.029750422f, 0.20141326f, 0.38687098f, 0.5759395f,
        0.6931472f, 0.8543552f, 1.1711006f, 1.4632825f, 4.01815f })]
    [InlineData("softsign", new[] { -0.7777778f, -0.6f, -0.42857143f, -0.2f, 0.0f, 0.23076925f, 0.44444448f, 0.54545456f, 0.8f })]
    [InlineData("sparse_plus", new[] { 0.0f, 0.0f, 0.015625f, 0.140625f, 0.25f, 0.42249998f, 0.80999994f, 1.2f, 4.0f })]
    [InlineData("sparse_sigmoid", new[] { 0.0f, 0.0f, 0.125f, 0.375f, 0.5f, 0.65f, 0.9f, 1.0f, 1.0f })]
    [InlineData("sparsemax", new[] { 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 1.0f })]
    [InlineData("squareplus", new[] { 0.26556444f, 0.5f, 0.69300044f, 0.8827822f, 1.0f, 1.1611874f, 1.4770329f, 1.7661904f, 4.236068f })]
    [InlineData("tanh", new[] { -0.99817795f, -0.9051483f, -0.63514894f, -0.24491866f,
        0.0f, 0.29131263f, 0.6640368f, 0.8336547f, 0.99932927f })]
    [InlineData("tanh_shrink",
        new[] { -2.501822f, -0.5948517f, -0.11485106f, -0.0050813407f, 0.0f, 0.008687377f, 0.1359632f, 0.36634535f, 3.0006707f })]
    public void By_name_with_default_parameters(string name, float[] expected)
    {
        ActivationFunction function = name;
        Near(expected, Evaluate.On(X, function.Apply));
    }

    [Fact]
    public void Relu_with_a_slope() =>
        Near([-0.35f, -0.15f, -0.075f, -0.025f, 0f, 0.3f, 0.8f, 1.2f, 4f], Evaluate.On(X, x => Ops.Relu(x, 0.1)));

    [Fact]
    public void Relu_with_a_slope_and_a_largest_value() =>
        Near([-0.35f, -0.15f, -0.075f, -0.025f, 0f, 0.3f, 0.8f, 1.2f, 2f], Evaluate.On(X, x => Ops.Relu(x, 0.1, 2)));

    [Fact]
    public void Relu_with_a_slope_a_largest_value_and_a_threshold() =>
        Near([-0.4f, -0.2f, -0.125f, -0.075f, -0.05f, -0.02f, 0.8f, 1.2f, 2f], Evaluate.On(X, x => Ops.Relu(x, 0.1, 2, 0.5)));

    [Fact]
    public void Relu_with_a_threshold() => Near([0f, 0f, 0f, 0f, 0f, 0f, 0f, 1.2f, 4f], Evaluate.On(X, x => Ops.Relu(x, threshold: 1)));

    [Fact]
    public void Elu_and_celu_with_an_alpha()
    {
        Near([-0.4849013f, -0.38843492f, -0.2638167f, -0.11059961f, 0f, 0.3f, 0.8f, 1.2f, 4f], Evaluate.On(X, x => Ops.Elu(x, 0.5)));
        Near([-0.49954405f, -0.47510648f, -0.38843492f, -0.19673467f, 0f, 0.3f, 0.8f, 1.2f, 4f], Evaluate.On(X, x => Ops.Celu(x, 0.5)));
    }

    [Fact]
    public void Gelu_approximated() => Near(
        [-6.16252422e-04f, -0.100428432f, -0.170039445f, -0.100324646f, 0f, 0.185370937f, 0.630431712f, 1.06170285f, 3.9999299f],
        Evaluate.On(X, x => Ops.Gelu(x, approximate: true)));

    [Fact]
    public void Squareplus_with_another_smoothness() => Near(
        [0.13745856f, 0.28077638f, 0.42539054f, 0.5930703f, 0.70710677f, 0.8728416f, 1.2124039f, 1.5273619f, 4.1213202f],
        Evaluate.On(X, x => Ops.Squareplus(x, 2)));

    [Fact]
    public void Shrinking_with_another_threshold()
    {
        Near([-3.5f, -1.5f, 0f, 0f, 0f, 0f, 0f, 1.2f, 4f], Evaluate.On(X, x => Ops.HardShrink(x, 1)));
        Near([-2.5f, -0.5f, 0f, 0f, 0f, 0f, 0f, 0.2f, 3f], Evaluate.On(X, x => Ops.SoftShrink(x, 1)));
    }

    [Fact]
    public void Threshold_replaces_what_is_not_above_it() =>
        Near([9f, 9f, 9f, 9f, 9f, 0.3f, 0.8f, 1.2f, 4f], Evaluate.On(X, x => Ops.Threshold(x, 0, 9)));

    [Fact]
    public void Glu_gates_the_first_half_with_the_second() =>
        Near([0.95257413f, 0.03597242f], Evaluate.On([1f, 2f, 3f, -4f], Activations.Glu.Apply));

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - 2e-6f, pair.First + 2e-6f));
    }
}
