using Keras.Layers;
using Keras.Tests.Training;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>Layers and weights of a model.</summary>
public sealed class SequentialTests
{
    [Fact]
    public void WeightsAreListedInKerasOrderUnderTheModelsName()
    {
        using Sequential model = new(new Flatten { InputShape = [2, 2] }, new Dense(3) { Name = "hidden" },
            new Dense(1) { Name = "out", Trainable = false })
        { Name = "mine" };

        Assert.Equal(["mine/hidden/kernel", "mine/hidden/bias", "mine/out/kernel", "mine/out/bias"], model.Weights.Select(w => w.Path));
        Assert.Equal(["mine/hidden/kernel", "mine/hidden/bias"], model.TrainableWeights.Select(w => w.Path));
        Assert.Equal(["mine/out/kernel", "mine/out/bias"], model.NonTrainableWeights.Select(w => w.Path));
        Assert.Equal((4 * 3) + 3 + 3 + 1, model.CountParams());
        Assert.Equal([[-1, 4], [-1, 3], [-1, 1]], model.Layers.Select(l => l.OutputShape!));
    }

    [Fact]
    public void WeightsOfOneModelMakeAnotherEqual()
    {
        using Sequential a = Toy.Classifier(), b = Toy.Classifier();
        a.Fit(Toy.Rows(10, 4), Toy.OneHot(10, 3), Toy.Silent());

        b.SetWeights(a.GetWeights());

        using Tensor ofA = a.Predict(Toy.Rows(5, 4)), ofB = b.Predict(Toy.Rows(5, 4));
        Assert.Equal(ofA.ToArray<float>(), ofB.ToArray<float>());
    }

    [Fact]
    public void FrozenLayersKeepTheirWeights()
    {
        using Sequential model = Toy.Classifier();
        model.Layers[0].Trainable = false;
        model.Compile("sgd", "categorical_crossentropy", jitCompile: JitCompile.Off);
        float[] before = Toy.Values(model);

        model.Fit(Toy.Rows(10, 4), Toy.OneHot(10, 3), Toy.Silent());

        const int Frozen = (4 * 8) + 8;
        float[] after = Toy.Values(model);
        Assert.Equal(before[..Frozen], after[..Frozen]);
        Assert.NotEqual(before[Frozen..], after[Frozen..]);
    }

    [Fact]
    public void LayersAddedLaterKeepTheWeightsOfThoseBefore()
    {
        using Sequential model = Toy.Linear();
        float[] before = Toy.Values(model);

        model.Add(new Dense(3, "softmax"));
        Assert.Equal(before, Toy.Values(model)[..before.Length]);
        Assert.Equal([-1, 3], model.OutputShape!);
        model.Compile("sgd", "categorical_crossentropy", jitCompile: JitCompile.Off);
        Assert.Single(model.Fit(Toy.X, Toy.OneHot(10, 3), Toy.Silent()).Epochs);

        using Layer last = model.Pop();
        Assert.Equal("Dense", last.ClassName);
        Assert.Equal([-1, 1], model.OutputShape!);
        Assert.Equal([-1, 1], model.Output.Shape);
        Assert.Equal([model.Layers[^1].Name], model.OutputNames);
        using Tensor output = model.Predict(Toy.X);
        Assert.Equal([10, 1], output.Shape);
    }

    [Fact]
    public void AModelIsToldAsItWasWhileALayerIsAdded()
    {
        using Sequential model = Toy.Linear();
        KerasTensor before = model.Output;
        List<KerasTensor> during = [];

        model.Add(new Lambda(x =>
        {
            during.Add(model.Output);
            return x;
        }));

        Assert.All(during, output => Assert.Same(before, output));
        Assert.NotEmpty(during);
        Assert.NotSame(before, model.Output);
    }

    [Fact]
    public void ALayerThatCannotBeAddedChangesNothing()
    {
        using Sequential model = Toy.Linear();
        KerasTensor before = model.Output;
        string config = model.ToJson();
        using Conv2D layer = new(2, 3);

        Assert.Throws<ShapeException>(() => model.Add(layer));

        Assert.Same(before, model.Output);
        Assert.Equal(config, model.ToJson());
        Assert.Throws<InvalidOperationException>(() => layer.Output);
    }

    [Fact]
    public void AModelWithoutItsLastLayerCanGetOthers()
    {
        using Sequential model = new(new Dense(3));
        model.BuildModel([-1, 2]);
        model.Pop().Dispose();
        Assert.Equal((false, null), (model.IsBuilt, model.OutputShape));
        using (Model read = Model.FromJson(model.ToJson()))
            Assert.Empty(read.Layers);

        model.Add(new Dense(4));
        Assert.Equal([-1, 4], model.OutputShape!);
    }

    [Fact]
    public void AFrozenLayerIsStillFrozenInAModelOfTheConfig()
    {
        using Sequential model = new(new Dense(2) { InputShape = [2], Trainable = false }, new Dense(1));
        using Model again = Model.FromJson(model.ToJson());
        Assert.Equal(["kernel", "bias"], again.TrainableWeights.Select(w => w.Name));
        Assert.Equal([false, true], again.Layers.Select(l => l.Trainable));
    }

    [Fact]
    public void AMaskOutlastsConversions()
    {
        using Sequential model = new(new InputLayer([3, 2]), new Activation("relu") { DTypePolicy = "mixed_float16" }, new Dense(1));
        bool isMasked = false;
        using StatefulFunction function = StatefulFunction.Trace("mask", [new TensorSpec(DType.Float64, [1, 3, 2])], symbols =>
        {
            CallContext context = new();
            context.SetMask(symbols[0], Ops.Greater(Ops.Sum(symbols[0], -1), 0));
            Symbol output = model.Apply(symbols[0], context);
            isMasked = context.MaskOf(output) is not null;
            return [output];
        });
        Assert.True(isMasked);
    }

    [Fact]
    public void AnEmptyModelSaysSo()
    {
        using Sequential model = new();

        Assert.Throws<InvalidOperationException>(() => model.Pop());
        Assert.Contains("no layers", Assert.Throws<InvalidOperationException>(() => model.Predict(Toy.X)).Message,
            StringComparison.Ordinal);
        model.Add(new Dense(1));
        using Tensor output = model.Predict(Toy.X);
        Assert.Equal([10, 1], output.Shape);
    }
}
