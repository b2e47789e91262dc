using System.Diagnostics;
using System.Reflection;
using Keras.Layers;
using Keras.Regularizers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Readme;

/// <summary>Objects show what they are, in a debugger and printed.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class DisplayTests
{
    [Fact]
    public void TheTypesThatPeopleHoldShowThemselves()
    {
        // Classes that derive from these inherit it.
        Type[] all =
        [
            typeof(Tensor), typeof(Shape), typeof(Symbol), typeof(Operation), typeof(Graph), typeof(Function), typeof(FunctionCall), typeof(DeviceTensor), typeof(Variable),
            typeof(Device), typeof(TensorSpec), typeof(TensorBuilder), typeof(SavedModel), typeof(BFloat16), typeof(Model), typeof(Layer), typeof(Weight), typeof(Data),
            typeof(Dataset), typeof(Batch), typeof(History), typeof(Evaluation), typeof(Logs), typeof(Optimizer), typeof(Loss), typeof(Metric), typeof(Initializer),
            typeof(Regularizer), typeof(Constraint), typeof(Callback), typeof(ActivationFunction), typeof(LearningRateSchedule), typeof(Predictor), typeof(FitOptions),
            typeof(TrainingProgress), typeof(Shuffle), typeof(Compilation), typeof(Config), typeof(SeedGenerator), typeof(CallContext), typeof(DTypePolicy),
            typeof(RandomSource), typeof(Keras.Datasets.ImageDataset),
        ];
        string[] silent =
        [
            .. all.Where(t => t.GetCustomAttribute<DebuggerDisplayAttribute>(inherit: true) is null && !PrintsItself(t)).Select(t => t.FullName!),
        ];
        Assert.Empty(silent);
    }

    [Fact]
    public void AModelShowsItsShapesLayersAndWhatItWasCompiledWith()
    {
        using Sequential model = new(new Dense(3) { InputShape = [2], Name = "d" }) { Name = "m" };
        Assert.Equal("Sequential 'm': [?, 2] → [?, 3], 9 parameters, 1 layers, not compiled", model.ToString());
        Assert.Equal("Dense 'd': [?, 2] → [?, 3], 9 parameters", model.Layers[0].ToString());
        model.Compile("adam", "mse");
        Assert.EndsWith("compiled with Adam and mean_squared_error", model.ToString(), StringComparison.Ordinal);
        model.Dispose();
        Assert.EndsWith("disposed", model.ToString(), StringComparison.Ordinal);
        using Dense unbuilt = new(1) { Name = "u" };
        Assert.Equal("Dense 'u', not built", unbuilt.ToString());
    }

    [Fact]
    public void HistoryAndEvaluationShowTheirNumbers()
    {
        using Sequential model = Toy.Linear();
        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(2));
        Assert.Matches("^2 epochs, loss: [0-9.]+ → [0-9.]+, mae: [0-9.]+ → [0-9.]+$", history.ToString());
        Assert.Matches("^loss: [0-9.]+ - mae: [0-9.]+$", model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent).ToString());
    }

    [Fact]
    public void SmallThingsShowTheirArguments()
    {
        Assert.Equal("""L2 {"l2":0.01}""", new L2(0.01).ToString());
        Assert.Equal("Batches", Shuffle.Batches.ToString());
        Assert.Equal("inputs float32 [10, 2], targets float32 [10, 1]", Dataset.FromTensors(Toy.X, Toy.Y).ToString());
    }

    private static bool PrintsItself(Type type) => type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType is { } declaring
        && declaring != typeof(object) && declaring != typeof(ValueType);
}
