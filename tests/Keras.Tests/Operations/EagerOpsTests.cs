using Keras.Operations;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Functions on tensors: traced once for each signature, kept up to a number, and leaving nothing behind.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class EagerOpsTests
{
    [Fact]
    public void A_function_of_a_tensor_is_a_tensor()
    {
        using Tensor x = Tensor.Create<float>([-1, 2]);
        using Tensor y = Ops.Relu(x);
        Assert.Equal([0f, 2f], y.ToArray<float>());
    }

    [Fact]
    public void Gradients_by_inputs_and_features_flow_through_the_weights_of_models()
    {
        using Sequential model = new(
            new Keras.Layers.Dense(2) { InputShape = [2], Name = "features", KernelInitializer = new Keras.Initializers.Constant(3) },
            new Keras.Layers.Dense(1, "exponential") { KernelInitializer = new Keras.Initializers.Constant(0.5) });
        using Model both = new(model.Inputs[0], [model.GetLayer("features").Output, model.Outputs[0]]);
        using Tensor x = Tensor.FromArray(new float[,] { { 0.5f, -0.5f } });
        Tensor[] results = Ops.Compute([x], inputs =>
        {
            IReadOnlyList<Symbol> outputs = both.ApplyAll([inputs[0]], new CallContext(training: false));
            return [Gradients.Of(outputs[1], inputs[0])[0]!.Value, Gradients.Of(outputs[1], outputs[0])[0]!.Value];
        });
        Assert.Equal([3f, 3], results[0].ToArray<float>());
        Assert.Equal([0.5f, 0.5f], results[1].ToArray<float>());
        foreach (Tensor result in results)
            result.Dispose();
    }

    [Fact]
    public void Numbers_and_tensors_meet()
    {
        using Tensor x = Tensor.Create<int>([1, 2]);
        using Tensor whole = Ops.Add(x, 2);
        using Tensor half = Ops.Add(0.5, x);
        Assert.Equal([3, 4], whole.ToArray<int>());
        Assert.Equal([1.5f, 2.5f], half.ToArray<float>());
    }

    [Fact]
    public void An_integer_as_an_exponent_stays_one_beside_floats()
    {
        using Tensor x = Tensor.Create<float>([1.5f, -2]), y = Ops.Ldexp(x, 3);
        Assert.Equal([12f, -16], y.ToArray<float>());
        Assert.Contains("expected integers as exponents",
            Assert.ThrowsAny<ArgumentException>(() => Ops.Ldexp(x, 0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truth_values_are_integers_beside_integers()
    {
        using Tensor truths = Tensor.Create<bool>([true, false]), whole = Tensor.Create<int>([4, 6]), y = Ops.Gcd(truths, whole);
        Assert.Equal([1, 6], y.ToArray<int>());
    }

    [Fact]
    public void Axes_without_elements_have_a_diagonal_without_elements_and_no_median()
    {
        using Tensor none = Tensor.Create<float>([], [0, 2]), diagonal = Ops.Diag(none), median = Ops.NanMedian(none, axis: 0);
        Assert.Equal([0], diagonal.Shape);
        Assert.Equal([float.NaN, float.NaN], median.ToArray<float>());
    }

    [Fact]
    public void Several_results_come_by_name()
    {
        using Tensor x = Tensor.Create<float>([3, 1, 2]);
        (Tensor values, Tensor indices) = Ops.TopK(x, 2);
        using (values)
        using (indices)
        {
            Assert.Equal([3f, 2f], values.ToArray<float>());
            Assert.Equal([0, 2], indices.ToArray<int>());
        }
    }

    [Fact]
    public void Each_signature_is_traced_once()
    {
        Ops.ReleaseFunctions();
        using Tensor pair = Tensor.Create<float>([1, 2]);
        using Tensor triple = Tensor.Create<float>([1, 2, 3]);
        for (int i = 0; i < 3; i++)
        {
            Ops.Sum(pair).Dispose();
            Ops.Sum(triple).Dispose();
            Ops.Sum(pair, keepDims: true).Dispose();
        }

        Assert.Equal(3, EagerFunctions.Count);
    }

    [Fact]
    public void The_number_of_functions_is_bounded()
    {
        Ops.ReleaseFunctions();
        using Tensor x = Tensor.Create<float>([1, 2]);
        for (int i = 0; i < EagerFunctions.Capacity + 20; i++)
            Ops.Add(x, i).Dispose();
        Assert.Equal(EagerFunctions.Capacity, EagerFunctions.Count);
        Ops.ReleaseFunctions();
        Assert.Equal(0, EagerFunctions.Count);
    }

    [Fact]
    public void Nothing_is_left_behind() => NativeLeaks.AssertNone(() =>
    {
        using Tensor x = Tensor.Create<float>([1, 2, 3, 4]);
        Ops.Softmax(x).Dispose();
        foreach (Tensor part in Ops.Split(x, 2))
            part.Dispose();
        Assert.Throws<ShapeException>(() => Ops.Split(x, 3));
        Ops.Compute(() => Ops.Linspace(0, 1, 5)).Dispose();
        Ops.ReleaseFunctions();
    });

    [Fact]
    public async Task Threads_share_what_is_traced()
    {
        Ops.ReleaseFunctions();
        float[] sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            using Tensor x = Tensor.Create<float>([n, 1]);
            float sum = 0;
            for (int i = 0; i < 20; i++)
            {
                using Tensor y = Ops.Sum(x);
                sum = y.ToScalar<float>();
                if (i == 10)
                    Ops.ReleaseFunctions();
            }

            return sum;
        })));
        Assert.Equal(Enumerable.Range(0, 8).Select(n => n + 1f), sums);
    }

    [Fact]
    public void Symbols_without_inputs_are_computed_by_a_lambda()
    {
        using Tensor numbers = Ops.Compute(() => Ops.Arange(2, 8, 2));
        Assert.Equal([2, 4, 6], numbers.ToArray<int>());
        using Tensor x = Tensor.Create<float>([1, 2]);
        using Tensor y = Ops.Compute(x, s => Ops.Square(s) + 1);
        Assert.Equal([2f, 5f], y.ToArray<float>());
    }
}
