using Keras.Layers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>What fails natively inside a custom layer is one sentence: the layer, the op, what was received and what to do.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class CustomLayerErrorTests
{
    [Theory]
    [InlineData("reshape", JitCompile.Off, "Failing 'net/middle': Reshape failed: ",
        "requested shape has 10", "check what 'net/middle' passes to Reshape.")]
    [InlineData("reshape", JitCompile.On, "Failing 'net/middle': Reshape failed: ", "Input ", "check what 'net/middle' passes to Reshape.")]
    [InlineData("gather", JitCompile.Off, "Failing 'net/middle': GatherV2 failed: ",
        "= 5 is not in [0, 2)", "check what 'net/middle' passes to GatherV2.")]
    public void AKernelThatFailsNamesTheLayer(string op, JitCompile jitCompile, string beginning, string received, string advice)
    {
        using Sequential model = Model(op, jitCompile);
        NativeLeaks.AssertNone(() =>
        {
            Exception error = Assert.ThrowsAny<TensorFlowException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent()));
            AssertSentence(error, beginning, received, advice);
        });
        AssertSentence(Assert.ThrowsAny<TensorFlowException>(() => model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent)),
            beginning, received, advice);
        AssertSentence(Assert.ThrowsAny<TensorFlowException>(() => model.Predict(Toy.X)), beginning, received, advice);
    }

    [Fact]
    public void ALayerOfANestedModelIsNamedWithItsModel()
    {
        using Sequential inner = new(new Failing("gather") { Name = "middle" }) { Name = "inner" };
        using Sequential model = new(new Dense(2) { InputShape = [2] }, inner, new Dense(1)) { Name = "net" };
        AssertSentence(
            Assert.ThrowsAny<TensorFlowException>(() => model.Predict(Toy.X)),
            "Failing 'net/inner/middle': GatherV2 failed: ", "= 5 is not in [0, 2)", "check what 'net/inner/middle' passes to GatherV2.");
    }

    [Fact]
    public void WhatIsRefusedWhileTheLayerIsWrittenNamesTheLayer()
    {
        Exception error = Assert.ThrowsAny<TensorFlowException>(
            () => new Sequential(new Dense(2) { InputShape = [2] }, new Failing("matmul") { Name = "middle" }));
        AssertSentence(
            error,
            "Failing 'middle': could not add MatMul on float32 [?, 2] and float32 [3, 3]: expected as many columns in the first operand as "
                + "rows in the second, got 2 and 3",
            "check what 'middle' passes to MatMul.");
    }

    [Fact]
    public void TheOtherLayersNameIsToldThoughTheModelsAreEqual()
    {
        using Sequential first = Model("gather", JitCompile.Off, "first"), second = Model("gather", JitCompile.Off, "second");
        foreach ((Sequential model, string name) in new[] { (first, "first"), (second, "second"), (first, "first") })
            AssertSentence(Assert.ThrowsAny<TensorFlowException>(() => model.Predict(Toy.X)),
                $"Failing 'net/{name}': GatherV2 failed: ", "= 5", $"'net/{name}' passes");
    }

    private static Sequential Model(string op, JitCompile jitCompile, string name = "middle")
    {
        Sequential model = new(new Dense(2) { InputShape = [2] }, new Failing(op) { Name = name }, new Dense(1)) { Name = "net" };
        model.Compile("sgd", "mse", jitCompile: jitCompile);
        return model;
    }

    private static void AssertSentence(Exception error, params string[] parts)
    {
        Assert.StartsWith(parts[0], error.Message, StringComparison.Ordinal);
        Assert.All(parts, p => Assert.Contains(p, error.Message, StringComparison.Ordinal));
        Assert.All((string[])["{{", "[[", "\n", "function_node", "/job:", "root error"],
            p => Assert.DoesNotContain(p, error.Message, StringComparison.Ordinal));
    }

    /// <summary>Passes an op what only its kernel, or its shape function, finds wrong.</summary>
    private sealed class Failing(string op) : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context)
        {
            // Five, and known when it runs only.
            Symbol five = Ops.Cast(Ops.Sum(x * 0) + 5, DType.Int32);
            return op switch
            {
                "reshape" => RawOps.Reshape(x, RawOps.Pack([five, x.Graph.Constant(2, DType.Int32)])),
                "gather" => RawOps.GatherV2(x, RawOps.Pack([five, five]), x.Graph.Constant(1, DType.Int32)),
                _ => x.MatMul(RawOps.Fill(x.Graph.Constant(3, 3), x.Graph.Constant(1.0, x.DType))),
            };
        }
    }
}
