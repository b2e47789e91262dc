using System.Diagnostics;
using System.Globalization;
using Examples;
using TensorFlow;

// Fits y = slope * x + intercept to noisy points by gradient descent, with the whole training loop inside one TensorFlow function.
const int points = 1000, steps = 2000;
const double learningRate = 0.05;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Numbers have a decimal point in every culture.
_ = ExampleCommand.Parse(
    args,
    "Fits a line to noisy points by gradient descent, with the whole training loop inside one TensorFlow function.");
Random random = new(42);
float[] xs = [.. Enumerable.Range(0, points).Select(_ => (random.NextSingle() * 4) - 2)];
float[] ys = [.. xs.Select(x => (3 * x) - 2 + (random.NextSingle() * 0.2f) - 0.1f)];

using Tensor x = Tensor.Create<float>(xs), y = Tensor.Create<float>(ys), zero = Tensor.Scalar(0f);
using DeviceTensor xInput = DeviceTensor.From(x), yInput = DeviceTensor.From(y);

foreach (bool compile in (bool[])[false, true])
{
    using Function training = Training(compile);
    using Variable slope = new(zero), intercept = new(zero);

    // A call object is reused without allocating; its inputs are the variables' handles and the data.
    using FunctionCall call = new(training);
    call.SetInput(0, slope.Handle);
    call.SetInput(1, intercept.Handle);
    call.SetInput(2, xInput);
    call.SetInput(3, yInput);
    call.Run(); // The first run prepares (or compiles) the function; it trains as well.

    Stopwatch watch = Stopwatch.StartNew();
    call.Run();
    watch.Stop();

    float[] loss = new float[1];
    call.CopyOutput<float>(0, loss);
    using Tensor a = slope.Read(), b = intercept.Read();
    Console.WriteLine(
        $"{(compile ? "compiled:  " : "as a graph:")} y = {a.ToScalar<float>():F3} x {b.ToScalar<float>():+ 0.000;- 0.000}, "
        + $"loss {loss[0]:F5}, "
        + $"{steps} steps in {watch.Elapsed.TotalMilliseconds:F1} ms");
}

// Reads the variables, loops, and writes them back: three operations around a loop.
static Function Training(bool compile)
{
    using Graph graph = new();
    using Graph.Scope scope = graph.Use();
    Symbol slope = graph.Placeholder(DType.Resource, [], "slope"), intercept = graph.Placeholder(DType.Resource, [], "intercept");
    Symbol x = graph.Placeholder(DType.Float32, [points], "x"), y = graph.Placeholder(DType.Float32, [points], "y");

    Symbol[] last = ControlFlow.While(
        [
            graph.Constant(0, DType.Int32),
            RawOps.ReadVariableOp(slope, DType.Float32).WithShape([]),
            RawOps.ReadVariableOp(intercept, DType.Float32).WithShape([]),
            x,
            y,
        ],
        condition: values => RawOps.Less(values[0], values[0].Number(steps)),
        body: Step);

    return Function.FromGraph(
        graph,
        "training",
        inputs: [slope, intercept, x, y],
        outputs: [Loss(last[1], last[2], x, y)],
        effects: [RawOps.AssignVariableOp(slope, last[1]), RawOps.AssignVariableOp(intercept, last[2])],
        new FunctionOptions { Compile = compile });
}

// One step of gradient descent. The loop's body sees only what is handed to it, so the data travel along.
static Symbol[] Step(Symbol[] values)
{
    (Symbol step, Symbol slope, Symbol intercept, Symbol x, Symbol y) = (values[0], values[1], values[2], values[3], values[4]);
    Symbol?[] gradients = Gradients.Of(Loss(slope, intercept, x, y), slope, intercept);
    return [step + 1, slope - (learningRate * gradients[0]!.Value), intercept - (learningRate * gradients[1]!.Value), x, y];
}

static Symbol Loss(Symbol slope, Symbol intercept, Symbol x, Symbol y) =>
    RawOps.Mean(RawOps.Square((slope * x) + intercept - y), x.Graph.Constant(0));
