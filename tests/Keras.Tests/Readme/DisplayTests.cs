using System.Diagnostics;
using System.Reflection;
using Keras.Applications;
using Keras.Layers;
using Keras.Regularizers;
using Keras.Symbolic;
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
        Type[] all =
        [
            .. new[] { typeof(Model), typeof(Tensor) }.SelectMany(t => t.Assembly.GetExportedTypes()).Where(t =>
                !t.IsInterface && !t.IsNested && !t.IsEnum && !(t.IsAbstract && t.IsSealed) && t != typeof(Layers.Initializers)
                && t != typeof(InitializerClasses) && !typeof(Exception).IsAssignableFrom(t) && !typeof(Delegate).IsAssignableFrom(t)
                && !typeof(Attribute).IsAssignableFrom(t) && !IsArchitecture(t)),
        ];
        Assert.InRange(all.Length, 200, int.MaxValue);
        string[] silent =
        [
            .. all.Where(t => t.GetCustomAttribute<DebuggerDisplayAttribute>(inherit: true) is null && !PrintsItself(t))
                .Select(t => t.FullName!),
        ];
        Assert.True(silent.Length == 0, string.Join(", ", silent));
    }

    // Of these there are no objects: their members are static.
    private static bool IsArchitecture(Type type) =>
        (type.IsGenericType ? type : type.BaseType) is { IsGenericType: true } known
        && known.GetGenericTypeDefinition() == typeof(Application<,>);

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
    public void MetricsOfSeveralValuesArePartOfTheHistory()
    {
        using Sequential model = Toy.Classifier();
        model.Compile("sgd", "categorical_crossentropy",
            [new Keras.Metrics.Precision([0.3, 0.5], name: "precision")], jitCompile: JitCompile.Off);
        History history = model.Fit(Toy.Rows(10, 4), Toy.OneHot(10, 3), Toy.Silent(2));
        Assert.Matches(@"^2 epochs, loss: [0-9.]+ → [0-9.]+, precision: \[[0-9.]+, [0-9.]+\] → \[[0-9.]+, [0-9.]+\]$", history.ToString());
    }

    [Fact]
    public void ArgumentsShowThemselvesAsInACall()
    {
        Structure<string> structure = new() { ["image"] = "x", ["meta"] = ["y", "z"] };
        Assert.Equal("{ image: x, meta: [y, z] }", structure.ToString());
        CallArguments<string> arguments = new(
            [CallArgument<string>.Of(structure)],
            [("mask", new CallArgument<string>.Leaf("m")), ("training", new CallArgument<string>.Constant(true)),
                ("state", new CallArgument<string>.Constant(null))]);
        Assert.Equal("({ image: x, meta: [y, z] }, mask: m, training: true, state: null)", arguments.ToString());
    }

    [Fact]
    public void SettingsOfOutputsShowThemselves()
    {
        OutputMetrics metrics = new() { ["a"] = ["mae", "mse"], ["b"] = "accuracy" };
        Assert.Equal("{ a: [mae, mse], b: accuracy }", metrics.ToString());
        Assert.Equal("{ a: 0.5 }", new OutputLossWeights { ["a"] = 0.5 }.ToString());
        Assert.Equal("{ a: mean_squared_error }", new OutputLosses { ["a"] = "mse" }.ToString());
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
