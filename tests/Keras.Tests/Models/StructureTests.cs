using Keras.Layers;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>
/// A function is used only for the structure it was written from: layers, weights, what is trained, and what a layer says of itself.
/// </summary>
public sealed class StructureTests
{
    private static readonly float[,] Ones = { { 1, 1 } };

    [Fact]
    public void AModelChangedByAPredictCallbackAnswersAsItIsNextTime()
    {
        using Sequential model = new(new Scale(1) { InputShape = [2] });
        Layer? popped = null;
        Callback swap = new OnPredictBatch(() =>
        {
            popped = model.Pop();
            model.Add(new Scale(5));
        });

        Assert.Equal([1, 1], Predict(model, swap));
        Assert.Equal([5, 5], Predict(model));
        popped!.Dispose();
    }

    [Fact]
    public void WhatChangesInsideOfAModelChangesTheOneAroundIt()
    {
        Sequential inner = new(new Scale(2) { InputShape = [2] }, new Scale(3));
        using Sequential outer = new(inner, new Scale(10));
        outer.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        Assert.Equal([60, 60], Predict(outer));
        Assert.Equal(3600, outer.Evaluate(Ones, new float[,] { { 0, 0 } }, verbose: Verbosity.Silent)["loss"]);

        using Layer popped = inner.Pop();
        Assert.Equal([20, 20], Predict(outer));
        Assert.Equal(400, outer.Evaluate(Ones, new float[,] { { 0, 0 } }, verbose: Verbosity.Silent)["loss"]);

        inner.Add(new Scale(4));
        Assert.Equal([80, 80], Predict(outer));
        outer.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        Assert.Equal([80, 80], Predict(outer));
    }

    [Fact]
    public void AModelThatCouldNotBeBuiltLeavesTheLayersOfOthers()
    {
        Dense dense = new(3) { InputShape = [4] };
        Sequential unbuilt = new(new Dense(3));
        using Sequential model = new(dense);
        using Sequential other = new(new TimeDistributed(dense), new TimeDistributed(unbuilt), new Conv2D(1, 3));

        Assert.Throws<ShapeException>(() => other.BuildModel([-1, 5, 4]));

        using Tensor output = model.Predict(new float[1, 4]);
        Assert.Equal([1, 3], output.Shape);
        Assert.True(dense.IsBuilt);
        Assert.False(unbuilt.IsBuilt || other.IsBuilt);
        Assert.Empty(unbuilt.Weights);
        unbuilt.BuildModel([-1, 7]);
        Assert.Equal([7, 3], unbuilt.Weights[0].Shape);
    }

    [Fact]
    public void ALayerThatCouldNotBeBuiltCanBeBuiltForOtherInputs()
    {
        using Halfway layer = new();
        Assert.Throws<ShapeException>(() => layer.BuildFor([-1, 5]));
        Assert.Empty(layer.Weights);
        layer.BuildFor([-1, 4]);
        Assert.Equal(["first", "second"], layer.Weights.Select(w => w.Name));
    }

    [Fact]
    public void LayersOfAnOwnModelThatCouldNotBeBuiltCanBeBuiltForOtherInputs()
    {
        using Calling model = new(new Dense(3), new Halfway());
        Assert.Throws<ShapeException>(() => model.BuildModel([-1, 5]));
        Assert.Equal((false, 0), (model.IsBuilt, model.Layers.Count));
        using Tensor output = model.Predict(new float[1, 4]);
        Assert.Equal([1, 4], output.Shape);
    }

    [Fact]
    public void ALayerThatCatchesWhatAnotherThrowsGoesOnAsItself()
    {
        Lambda failing = new(_ => throw new ShapeException("Expected something else."));
        Dense other = new(2);
        using Catching layer = new(failing, other);
        layer.Apply(new float[1, 5]).Dispose();
        Assert.Equal([failing, other], layer.SubLayers);
        Assert.Empty(failing.SubLayers);
    }

    [Fact]
    public void AModelWhoseWeightsCouldNotBeMadeIsNotBuilt()
    {
        using Sequential model = new(new Dense(2) { KernelInitializer = new Wrong() });
        Assert.Throws<ShapeException>(() => model.BuildModel([-1, 4]));
        Assert.False(model.IsBuilt);
        Assert.Null(model.BuildShape);
        Assert.Empty(model.Weights);
    }

    [Fact]
    public void ShapesFollowAChangeInside()
    {
        Sequential inner = new(new Dense(3) { InputShape = [2] });
        using Sequential outer = new(inner, new Flatten());
        outer.BuildModel([-1, 2]);
        Assert.Equal([-1, 3], outer.OutputShape!);

        inner.Add(new Dense(5));
        Assert.Equal([-1, 5], outer.OutputShape!);
        Assert.Equal([-1, 5], outer.Layers[1].OutputShape!);

        inner.Pop().Dispose();
        Assert.Equal([-1, 3], outer.Output.Shape);
        Assert.Equal([-1, 3], outer.OutputShape!);
    }

    [Fact]
    public void LayersThatNoLongerFitAreTold()
    {
        Sequential inner = new(new Dense(3) { InputShape = [2] }, new Dense(4));
        using Sequential outer = new(inner, new Dense(1));
        Predict(outer);

        inner.Pop().Dispose();

        Assert.Null(outer.OutputShape);
        Assert.Contains("expected a last axis of 4, got [",
            Assert.Throws<ShapeException>(() => Predict(outer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALayerOfTwoModelsChangesBoth()
    {
        Dense shared = new(1) { InputShape = [2], UseBias = false, KernelInitializer = "ones" };
        using Sequential first = new(shared), second = new(shared, new Scale(3));
        Assert.Equal([2], Predict(first));
        Assert.Equal([6], Predict(second));

        shared.EnableLora(1, aInitializer: "ones", bInitializer: "ones");

        Assert.Equal([4], Predict(first));
        Assert.Equal([12], Predict(second));
    }

    [Fact]
    public void AnAdaptedLayerNeedsANewOptimizerWhichTheErrorSays()
    {
        using Sequential model = Toy.Linear();
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        ((Dense)model.Layers[0]).EnableLora(1);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent()));
        Assert.Contains("lora_kernel_a", error.Message, StringComparison.Ordinal);
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        using Tensor kernel = model.Weights[0].Read();
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        using Tensor after = model.Weights[0].Read();
        Assert.Equal(kernel.ToArray<float>(), after.ToArray<float>());
    }

    [Theory]
    [InlineData("layer")]
    [InlineData("weight")]
    [InlineData("model around it")]
    public void WhatIsFrozenAfterTrainingStaysAsItIs(string how)
    {
        Dense first = new(2) { InputShape = [2] };
        Sequential inner = new(first);
        using Sequential model = new(inner, new Dense(1));
        model.Compile("adam", "mse", jitCompile: JitCompile.Off);
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        float[] before = Toy.Values(model);

        Freeze(false);
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        float[] frozen = Toy.Values(model);
        Freeze(true);
        model.Fit(Toy.X, Toy.Y, Toy.Silent());
        float[] thawed = Toy.Values(model);

        Assert.Equal(before[..4], frozen[..4]);
        Assert.NotEqual(before[6..], frozen[6..]);
        Assert.NotEqual(frozen[..4], thawed[..4]);

        void Freeze(bool trainable)
        {
            if (how == "layer")
                first.Trainable = trainable;
            else if (how == "weight")
                first.Weights[0].Trainable = trainable;
            else
                inner.Trainable = trainable;
        }
    }

    [Fact]
    public void WhatACallbackFreezesStaysAsItIsFromTheNextCallOn()
    {
        using Sequential model = new(new Dense(2) { InputShape = [2] }, new Dense(1));
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        float[]? atFirstEpoch = null;
        Callback freeze = Callback.OnEpochEnd((epoch, _) =>
        {
            if (epoch != 0)
                return;
            atFirstEpoch = Toy.Values(model);
            model.Layers[0].Trainable = false;
        });

        model.Fit(Toy.X, Toy.Y, Toy.Silent(3, 4, freeze));

        Assert.Equal(atFirstEpoch![..6], Toy.Values(model)[..6]);
        Assert.NotEqual(atFirstEpoch[6..], Toy.Values(model)[6..]);
    }

    [Fact]
    public void FreezingAndThawingInTurnsWritesEachFunctionOnce()
    {
        using Sequential model = new(new Dense(2) { InputShape = [2] }, new Dense(1));
        model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
        for (int i = 0; i < 6; i++)
        {
            model.Layers[0].Trainable = i % 2 == 0;
            model.TrainOnBatch(Toy.X, Toy.Y);
        }

        Assert.Equal(2, model.ProgramCount);
    }

    [Fact]
    public void ALayerThatSaysItChangedIsWrittenAnew()
    {
        Scale scale = new(2) { InputShape = [2] };
        using Sequential inner = new(scale), outer = new(inner);
        Assert.Equal([2, 2], Predict(outer));

        scale.Factor = 7;

        Assert.Equal([7, 7], Predict(outer));
    }

    [Fact]
    public void StructuresAreEqualWhereFunctionsOfThemAre()
    {
        Dense shared = new(2) { InputShape = [2] };
        using Sequential model = new(shared, new Scale(1)), other = new(shared);
        LayerStructure before = model.CurrentStructure;
        Assert.Same(before, model.CurrentStructure);
        Assert.NotEqual(before, other.CurrentStructure);

        shared.Trainable = false;
        Assert.NotEqual(before, model.CurrentStructure);
        Assert.True(before.IsThatOf(model, withTrainable: false));
        shared.Trainable = true;
        Assert.Equal(before, model.CurrentStructure);
        Assert.Equal(before.GetHashCode(), model.CurrentStructure.GetHashCode());

        Layer last = model.Pop();
        Assert.NotEqual(before, model.CurrentStructure);
        model.Add(last);
        Assert.Equal(before, model.CurrentStructure);
    }

    [Fact]
    public void ModelsInACircleAreRefused()
    {
        using Sequential a = new() { Name = "a" }, b = new() { Name = "b" }, c = new() { Name = "c" };
        a.Add(b);
        b.Add(c);

        Assert.Contains("cannot be added to itself", Assert.Throws<ArgumentException>(() => a.Add(a)).Message, StringComparison.Ordinal);
        Assert.Contains("'b' cannot be added to c", Assert.Throws<ArgumentException>(() => c.Add(b)).Message, StringComparison.Ordinal);
        Assert.Contains("'a' cannot be added to c", Assert.Throws<ArgumentException>(() => c.Add(a)).Message, StringComparison.Ordinal);
        Assert.Empty(c.Layers);
        c.Add(new Scale(2) { InputShape = [2] });
        Assert.Equal([2, 2], Predict(a));
    }

    [Fact]
    public void ModelsInsideOfOneAnotherHaveAnEnd()
    {
        Sequential model = new(new Scale(2) { InputShape = [2] });
        ArgumentException? error = null;
        for (int levels = 2; error is null; levels++)
        {
            Assert.InRange(levels, 2, 201);
            try
            {
                model = new(model);
            }
            catch (ArgumentException e)
            {
                error = e;
            }
        }

        Assert.Contains("200 nested layers", error.Message, StringComparison.Ordinal);
        Assert.Equal([2, 2], Predict(model));
        model.Dispose();
    }

    [Fact]
    public void ALayerThatDoesNotFitLeavesTheModelAsItWas()
    {
        using Sequential model = new(new Scale(2) { InputShape = [2] });
        using Dense narrow = new(1);
        narrow.BuildFor([-1, 7]);

        Assert.Throws<ShapeException>(() => model.Add(narrow));

        Assert.Equal([-1, 2], model.OutputShape!);
        Assert.Single(model.Layers);
        Assert.Equal([2, 2], Predict(model));
    }

    private static float[] Predict(Model model, params Callback[] callbacks)
    {
        using Tensor output = model.Predict(Ones, callbacks: callbacks);
        return output.ToArray<float>();
    }

    private sealed class OnPredictBatch(Action action) : Callback
    {
        public override void OnPredictBatchEnd(int batch, Logs logs) => action();
    }

    /// <summary>Refuses inputs when it has made one of two weights.</summary>
    private sealed class Halfway : Layer
    {
        protected override void Build(Shape input)
        {
            AddWeight("first", [input[^1]]);
            if (input[^1] > 4)
                throw new ShapeException("Expected four features at most.");
            AddWeight("second", [1]);
        }

        protected override Symbol Call(Symbol x, CallContext context) => x * Weights[1].ToSymbol();
    }

    /// <summary>A model that finds its layers in its call.</summary>
    private sealed class Calling(Layer first, Layer second) : Model
    {
        protected override Symbol Call(Symbol x, CallContext context)
        {
            _ = first.Apply(x, context);
            return second.Apply(x, context);
        }
    }

    /// <summary>A layer that goes on with the second of two layers where the first refuses the input.</summary>
    private sealed class Catching(Layer first, Layer second) : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context)
        {
            try
            {
                return first.Apply(x, context);
            }
            catch (ShapeException)
            {
                return second.Apply(x, context);
            }
        }
    }

    private sealed class Wrong : Initializer
    {
        protected override Symbol Call(Shape shape, DType dtype, RandomSource random) => Ops.Zeros([1, 1], dtype);
    }

    /// <summary>Multiplies by a number that can be set later.</summary>
    private sealed class Scale(float factor) : Layer
    {
        public float Factor
        {
            get;
            set
            {
                field = value;
                MarkChanged();
            }
        } = factor;

        protected override Symbol Call(Symbol x, CallContext context) => x * Factor;
    }
}
