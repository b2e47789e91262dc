using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>Models, training steps and loops that cannot be are refused in one sentence, which says what was given, what was expected and
/// what to do.</summary>
public sealed class RefusalTests
{
    private static readonly float[,] Rows = new float[6, 3];
    private static readonly FitOptions Silent = new() { Verbose = Verbosity.Silent };

    [Fact]
    public void A_disconnected_graph()
    {
        Input a = new([3], name: "a"), b = new([3], name: "b");
        KerasTensor apart = new Dense(2) { Name = "apart" }.Apply(b);
        Refused<ArgumentException>(() => new Model(a, apart, name: "m"),
            "Model 'm': the graph is disconnected: the input 'b' is needed but not among the model's inputs 'a'; add it.");
    }

    [Fact]
    public void A_missing_input()
    {
        using Model model = TwoBranches();
        Refused<ArgumentException>(() => model.PredictAll(new Data { ["a"] = Rows }),
            "Predict: the input 'b' of the model 'm' is missing; give each of 'a', 'b'.");
    }

    [Fact]
    public void An_unknown_output_in_a_dictionary()
    {
        using Model model = TwoBranches();
        model.Compile(new CompileOptions { Losses = "mse" });
        Refused<ArgumentException>(
            () => model.Fit([Rows, Rows], new Data { ["first"] = Rows, ["third"] = Rows }, Silent),
            "Fit: the model 'm' has no output 'third'; its outputs are 'first', 'second'.");
    }

    [Fact]
    public void A_loss_for_an_output_that_is_not_there()
    {
        using Model model = TwoBranches();
        Refused<ArgumentException>(
            () =>
            {
                model.Compile(new CompileOptions { Losses = { ["third"] = "mse" } });
                return null;
            },
            "Compile: a loss for an output 'third', which the model 'm' does not have; its outputs are 'first', 'second'.");
    }

    [Fact]
    public void Shapes_that_do_not_merge()
    {
        Input a = new([3]), b = new([4]);
        Refused<ShapeException>(() => new Add { Name = "sum" }.Apply(a, b),
            "Add 'sum': expected inputs whose shapes merge, got [?, 3] and [?, 4]; give them equal axes, or axes of length 1.");
    }

    [Fact]
    public void Shapes_that_turn_out_not_to_merge()
    {
        Input a = new([-1, 2]), b = new([-1, 2]);
        using Model model = new([a, b], new Add { Name = "sum" }.Apply(a, b));
        Refused<ShapeException>(() => model.Predict([new float[1, 3, 2], new float[1, 4, 2]]),
            "Add 'sum': expected inputs whose shapes merge, got [?, 3, 2] and [?, 4, 2]; give them equal axes, or axes of length 1.");
    }

    [Fact]
    public void A_cycle_of_models()
    {
        using Sequential outer = new() { Name = "outer" }, inner = new() { Name = "inner" };
        outer.Add(inner);
        Refused<ArgumentException>(() => inner.Add(outer),
            "Sequential 'outer' cannot be added to inner, which is inside of it: the layer would contain itself, a cycle.");
    }

    [Fact]
    public void A_cycle_in_a_config()
    {
        const string json = """
            {"class_name": "Functional", "config": {"name": "m", "layers": [
                {"class_name": "Dense", "name": "one", "config": {"name": "one", "units": 2}, "inbound_nodes": [{"args": [{
                    "class_name": "__keras_tensor__", "config": {"shape": [null, 2], "dtype": "float32",
                        "keras_history": ["two", 0, 0]}}], "kwargs": {}}]},
                {"class_name": "Dense", "name": "two", "config": {"name": "two", "units": 2}, "inbound_nodes": [{"args": [{
                    "class_name": "__keras_tensor__", "config": {"shape": [null, 2], "dtype": "float32",
                        "keras_history": ["one", 0, 0]}}], "kwargs": {}}]}],
                "input_layers": [["one", 0, 0]], "output_layers": [["two", 0, 0]]}}
            """;
        Refused<ConfigException>(() => Model.FromJson(json), "Functional: the graph has a cycle or calls without inputs: 'one', 'two'.");
    }

    [Fact]
    public void A_symbol_of_another_function()
    {
        using Graph one = new(), other = new();
        Symbol a = one.Placeholder(DType.Float32, [2]), b = other.Placeholder(DType.Float32, [2]);
        Refused<ArgumentException>(() => a + b,
            "AddV2: an input is a symbol of another program, of another graph than this one; pass it into the function as an input.");
    }

    [Fact]
    public void A_train_step_that_logs_nothing()
    {
        using Stepped model = new((self, loss, _) => self.Optimizer.Minimize(loss, self.TrainableWeights));
        model.Compile();
        Refused<InvalidOperationException>(() => model.Fit(Rows, Silent),
            $"TrainStep of Stepped '{model.Name}' reports nothing; call step.Log(\"loss\", loss), or ComputeMetrics, so that the history "
            + "has values.");
    }

    [Fact]
    public void A_path_without_a_gradient()
    {
        using Stepped model = new((self, loss, step) =>
        {
            self.Optimizer.Minimize(Ops.Sum(RawOps.MatrixSquareRoot(loss.Reshape([1, 1]))), self.TrainableWeights);
            step.Log("loss", loss);
        });
        model.Compile();
        UnimplementedException thrown = Assert.Throws<UnimplementedException>(() => model.Fit(Rows, Silent));
        Assert.StartsWith("No gradient is known for the op MatrixSquareRoot (", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "which is on the path between the differentiated values and their sources; define one with Gradients.Define, or cut the path "
            + "with Gradients.StopGradient.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_whose_state_changes_shape()
    {
        using Graph graph = new();
        using Graph.Scope scope = graph.Use();
        Symbol start = graph.Placeholder(DType.Float32, [2]);
        Refused<ArgumentException>(
            () => Ops.WhileLoop(v => Ops.Less(Ops.Sum(v[0]), 10), v => [Ops.Concatenate([v[0], v[0]], 0)], [start]),
            "The loop 'while_loop': expected its body to return value 0 as float32 [2], as at the beginning, got float32 [4]; "
            + "a loop's values keep their types and shapes.");
        Refused<ArgumentException>(
            () => Ops.Scan((carry, x) => (Ops.Concatenate([carry, carry], 0), x), start, graph.Placeholder(DType.Float32, [3])),
            "The loop 'scan': expected its body to return value 0 as float32 [2], as at the beginning, got float32 [4]; "
            + "a loop's values keep their types and shapes.");
        Refused<ArgumentException>(() => Ops.WhileLoop(v => Ops.Less(Ops.Sum(v[0]), 10), v => [v[0], v[0]], [start]),
            "The loop 'while_loop': expected its body to return 1 value, as at the beginning, got 2.");
    }

    private static void Refused<T>(Func<object?> action, string sentence)
        where T : Exception =>
        Assert.Equal(sentence, Assert.Throws<T>(() => { _ = action(); }).Message.Split(" (Parameter", 2)[0]);

    private static Model TwoBranches()
    {
        Input a = new([3], name: "a"), b = new([3], name: "b");
        KerasTensor sum = new Add().Apply(a, b);
        return new([a, b], [new Dense(3) { Name = "first" }.Apply(sum), new Dense(3) { Name = "second" }.Apply(sum)], name: "m");
    }

    private sealed class Stepped(Action<Stepped, Symbol, StepContext> write) : Model
    {
        private readonly Dense layer = new(1);

        protected override void TrainStep(StepBatch batch, StepContext step) =>
            write(this, Ops.Mean(Ops.Square(layer.Apply(batch.X[0], step.Call))), step);
    }
}
