using Keras.Initializers;
using Keras.Layers;
using Keras.Tracing;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>The gradient of max pooling over rectified values is cut off at the pooled ones, which are fewer.</summary>
public sealed class RectifiedPoolingTests
{
    private static readonly Shape Images = [8, 9, 9, 2];

    public static TheoryData<string> Models => ["plain", "layer", "dropout", "sequences", "volumes", "shared"];

    [Theory]
    [InlineData("plain")]
    [InlineData("layer")]
    [InlineData("sequences")]
    [InlineData("volumes")]
    public void The_gradient_is_cut_off_and_summed_over_the_pooled_elements(string kind)
    {
        using Model model = Create(kind);
        using Graph graph = new();
        using TraceContext trace = new(graph);
        Symbol output = model.ApplyAll([graph.Placeholder(DType.Float32, InputOf(kind))], new CallContext(training: true))[0];
        Symbol loss = RawOps.Sum(output, graph.Constant([0, 1]));
        Symbol[] weights = [.. model.TrainableWeights.Select(w => w.ToSymbol())];
        Symbol?[] gradients = Gradients.Of(loss, weights);
        Operation[] operations = [.. gradients.SelectMany(g => Before(g!.Value.Operation).Append(g.Value.Operation)).Distinct()];
        long pooled = operations.First(o => o.Type is "MaxPool" or "MaxPool3D")[0].Shape.ElementCount;
        Assert.Equal(pooled, Assert.Single(operations, o => o.Type == "ReluGrad")[0].Shape.ElementCount);
        Assert.Equal(pooled, Assert.Single(operations, o => o.Type == "BiasAddGrad" && o[0].Shape == [4L]).Input(0).Shape.ElementCount);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Training_is_that_of_the_compiled_form(string kind)
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        using Model ordinary = Create(kind), compiled = Create(kind);
        compiled.SetWeights(ordinary.GetWeights());
        double[] losses = Train(ordinary, kind, JitCompile.Off), expected = Train(compiled, kind, JitCompile.On);
        Assert.True(losses[^1] < losses[0], "nothing is learned");
        foreach ((double found, double wanted) in losses.Zip(expected))
            Assert.Equal(wanted, found, 1e-5 * wanted);
        foreach ((Tensor found, Tensor wanted) in ordinary.GetWeights().Zip(compiled.GetWeights()))
        {
            foreach ((float x, float y) in found.ToArray<float>().Zip(wanted.ToArray<float>()))
                Assert.Equal(y, x, 2e-5);
        }
    }

    private static double[] Train(Model model, string kind, JitCompile jitCompile)
    {
        model.Compile(new Keras.Optimizers.SGD(0.02), "mse", jitCompile: jitCompile);
        Shape shape = InputOf(kind);
        float[] x = [.. Enumerable.Range(0, (int)shape.ElementCount).Select(i => (float)Math.Sin(i * 1.7))];
        float[] y = [.. Enumerable.Range(0, 8 * 3).Select(i => (float)Math.Cos(i))];
        using Tensor images = Tensor.Create<float>(x, shape), targets = Tensor.Create<float>(y, [8, 3]);
        History history = model.Fit(images, targets, batchSize: 4, epochs: 3, shuffle: false, verbose: Verbosity.Silent);
        return [.. history["loss"]];
    }

    private static Shape InputOf(string kind) => kind switch
    {
        "sequences" => [8, 18, 2],
        "volumes" => [8, 5, 5, 5, 2],
        _ => Images,
    };

    private static Model Create(string kind)
    {
        KerasTensor x = new Input(InputOf(kind)[1..]);
        KerasTensor features = Features(kind, x);
        KerasTensor pooled = kind switch
        {
            "layer" => new MaxPooling2D(3, 2, "same").Apply(features),
            "sequences" => new MaxPooling1D().Apply(features),
            "volumes" => new MaxPooling3D().Apply(features),
            _ => new MaxPooling2D().Apply(features),
        };
        KerasTensor flat = new Flatten().Apply(pooled);
        if (kind == "shared")
            flat = new Concatenate().Apply([flat, new Flatten().Apply(features)]);
        return new Model(x, new Dense(3) { KernelInitializer = Initial }.Apply(flat));
    }

    private static GlorotUniform Initial => new(seed: 3);

    private static KerasTensor Features(string kind, KerasTensor x) => kind switch
    {
        "layer" => new ReLU().Apply(new Conv2D(4, 3) { KernelInitializer = Initial }.Apply(x)),
        "dropout" => new Dropout(0).Apply(new Conv2D(4, 3, activation: "relu") { KernelInitializer = Initial }.Apply(x)),
        "sequences" => new Conv1D(4, 3, activation: "relu") { KernelInitializer = Initial }.Apply(x),
        "volumes" => new Conv3D(4, 2, activation: "relu") { KernelInitializer = Initial }.Apply(x),
        _ => new Conv2D(4, 3, activation: "relu") { KernelInitializer = Initial }.Apply(x),
    };

    private static HashSet<Operation> Before(Operation operation)
    {
        HashSet<Operation> found = [];
        Stack<Operation> open = new([operation]);
        while (open.TryPop(out Operation next))
        {
            for (int i = 0; i < next.InputCount; i++)
            {
                if (found.Add(next.Input(i).Operation))
                    open.Push(next.Input(i).Operation);
            }
        }

        return found;
    }
}
