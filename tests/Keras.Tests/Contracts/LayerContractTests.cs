using Keras.Core;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tracing;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>What holds for every layer of the registry; a new class is tested by being registered.</summary>
public sealed class LayerContractTests
{
    private const int Batch = 3;

    public static TheoryData<string> Names => [.. LayerSamples.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_are_told_for_a_known_and_an_unknown_batch(string name)
    {
        LayerSample sample = LayerSamples.Of(name);
        using Layer layer = LayerSamples.Create(sample);
        IReadOnlyList<KerasTensor> known = Record(layer, sample, Batch), unknown = Record(layer, sample, null);
        Tensor[] computed = Run(layer, sample, training: false);
        Assert.Equal(known.Count, computed.Length);
        for (int i = 0; i < computed.Length; i++)
        {
            using Tensor output = computed[i];
            Assert.Equal(output.Shape, known[i].Shape);
            Assert.Equal(output.DType, known[i].DType);
            Assert.True(unknown[i].Shape.IsCompatibleWith(output.Shape) && unknown[i].Shape.Rank == output.Rank,
                $"unknown batch: {unknown[i].Shape}, computed {output.Shape}");
            Assert.Equal(output.Shape[1..], unknown[i].Shape[1..]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_compilers_compute_the_same(string name)
    {
        LayerSample sample = LayerSamples.Of(name);
        using Layer layer = LayerSamples.Create(sample);
        if (layer.RequiresOrdinaryKernels)
            return;
        using Model model = ModelOf(layer, sample, null);
        Tensor[] ordinary = Run(model, sample), compiled = Run(model, sample, compile: true);
        foreach ((Tensor expected, Tensor actual) in ordinary.Zip(compiled))
        {
            using (expected)
            using (actual)
                AssertClose(expected, actual, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mixed_precision_computes_in_half_precision_and_keeps_weights(string name)
    {
        // A pipeline's layers compute, each by a policy of its own, as in Keras.
        if (name == "Pipeline")
            return;
        LayerSample sample = LayerSamples.Of(name);
        foreach ((string policy, DType computed) in new[] { ("mixed_float16", DType.Float16), ("mixed_bfloat16", DType.BFloat16) })
        {
            using Layer layer = LayerSamples.Create(sample, policy);
            Assert.All(Record(layer, sample, Batch),
                o => Assert.True(!o.DType.IsFloatingPoint || o.DType == computed, $"{policy}: the output is {o.DType}"));
            Assert.All(layer.Weights,
                w => Assert.True(!w.DType.IsFloatingPoint || w.DType == DType.Float32, $"{policy}: '{w.Name}' is {w.DType}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Masks_have_the_first_axes_of_outputs(string name)
    {
        LayerSample sample = LayerSamples.Of(name);
        if (sample.Inputs[0].Rank < 2)
            return;
        using Layer layer = LayerSamples.Create(sample);
        using Model model = ModelOf(layer, sample, null);
        using Graph graph = new();
        using TraceContext trace = new(graph);
        CallContext context = new();
        Symbol[] inputs = [.. sample.Inputs.Select(i => graph.Placeholder(sample.DType, i.Prepend(-1)))];
        foreach (Symbol input in inputs)
            context.SetMask(input, graph.Placeholder(DType.Bool, [-1, input.Shape[1]]));
        foreach (Symbol output in model.Graph!.Run(inputs, context))
        {
            if (context.MaskOf(output) is not { } mask)
                continue;
            Assert.Equal(DType.Bool, mask.DType);
            Assert.True(mask.Rank <= output.Rank && output.Shape[..mask.Rank]
                .IsCompatibleWith(mask.Shape), $"the mask is {mask.Shape}, the output {output.Shape}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_config_makes_an_equal_layer(string name)
    {
        using Layer layer = LayerSamples.Create(LayerSamples.Of(name));
        using Layer again = LayerRegistry.Instance.FromJson(SerializedObject.Wrap(layer));
        Assert.IsType(layer.GetType(), again);
        Assert.Equal(layer.GetConfig().ToString(), again.GetConfig().ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_makes_an_equal_model(string name)
    {
        LayerSample sample = LayerSamples.Of(name);
        using Layer layer = LayerSamples.Create(sample);
        using Model model = ModelOf(layer, sample, null);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.keras");
        try
        {
            model.Save(path);
            using Model again = Model.Load(path);
            Assert.Equal(model.ToJson(), again.ToJson());
            Assert.Equal(model.Weights.Count, again.Weights.Count);
            Tensor[] expected = Run(model, sample), actual = Run(again, sample);
            foreach ((Tensor before, Tensor after) in expected.Zip(actual))
            {
                using (before)
                using (after)
                    AssertClose(before, after, 0);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_changes_weights_alike_in_both_compilers(string name)
    {
        LayerSample sample = LayerSamples.Of(name);
        using (Layer layer = LayerSamples.Create(sample))
        {
            if (layer.RequiresOrdinaryKernels)
                return;
        }

        (double ordinary, float[][] weights, bool isRandom) = Train(sample, JitCompile.Off);
        (double compiled, float[][] others, _) = Train(sample, JitCompile.On);
        Assert.True(double.IsFinite(ordinary) && double.IsFinite(compiled), $"losses {ordinary} and {compiled}");
        if (isRandom)
            return;
        Assert.Equal(ordinary, compiled, 1e-4 * Math.Max(1, Math.Abs(ordinary)));
        foreach ((float[] expected, float[] actual) in weights.Zip(others))
            Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-4f * Math.Max(1, Math.Abs(p.First))));
    }

    [Fact]
    public void A_class_without_a_sample_that_works_says_what_to_add()
    {
        string message = Assert.Throws<InvalidOperationException>(() => LayerSamples.Create(new("Unheard", null, [4]))).Message;
        Assert.Contains("Add a line to LayerSamples.Special", message, StringComparison.Ordinal);
        using Layer dense = new Dense(2);
        Assert.Contains("new(\"Dense\", ",
            Assert.Throws<InvalidOperationException>(() => Record(dense, new("Dense", null, [-1]), 2)).Message, StringComparison.Ordinal);
    }

    internal static IReadOnlyList<KerasTensor> Record(Layer layer, LayerSample sample, int? batch)
    {
        try
        {
            return sample.Apply(layer, [.. Inputs(sample, batch)]);
        }
        catch (Exception e) when (e is ShapeException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException(LayerSamples.Missing(sample.ClassName, e.Message), e);
        }
    }

    internal static Tensor[] Run(Layer layer, LayerSample sample, bool training)
    {
        using Model model = ModelOf(layer, sample, null);
        return Run(model, sample, training);
    }

    private static Tensor[] Run(Model model, LayerSample sample, bool training = false, bool compile = false)
    {
        Tensor[] inputs = Values(sample);
        try
        {
            using StatefulFunction function = StatefulFunction.Trace(
                "contract", [.. inputs.Select(TensorSpec.Of)], symbols =>
                    [.. model.Graph!.Run(symbols, new CallContext(training))], new FunctionOptions { Compile = compile });
            return function.Run(inputs);
        }
        finally
        {
            foreach (Tensor input in inputs)
                input.Dispose();
        }
    }

    private static Model ModelOf(Layer layer, LayerSample sample, int? batch)
    {
        KerasTensor[] inputs = [.. Inputs(sample, batch)];
        return new(Structure(inputs), Structure([.. sample.Apply(layer, inputs)]));
    }

    // All inputs follow from one by dense layers, so that every layer trains on one column; indices are given as they are.
    internal static (double Loss, float[][] Weights, bool IsRandom) Train(LayerSample sample, JitCompile jitCompile)
    {
        using Layer layer = LayerSamples.Create(sample);
        bool isIndices = !sample.DType.IsFloatingPoint;
        Input x = new(isIndices ? sample.Inputs[0] : [5], dtype: sample.DType);
        KerasTensor[] inputs = [.. sample.Inputs.Select(shape => isIndices ? x : Projected(x, shape))];
        KerasTensor[] outputs = [.. sample.Apply(layer, inputs).Where(o => o.DType.IsFloatingPoint)];
        if (outputs.Length == 0)
            return (0, [], false);
        KerasTensor[] parts = [.. outputs.Select(o => new Dense(1) { KernelInitializer = "ones" }.Apply(new Flatten().Apply(o)))];
        using Model model = new(x, parts.Length == 1 ? parts[0] : new Add().Apply(Structure(parts)));
        model.Compile(new SGD(0.01), "mse", jitCompile: jitCompile);
        Tensor[] given = isIndices ? Values(sample) : [Numbers([Batch, 5], 11)];
        foreach (Tensor unused in given[1..])
            unused.Dispose();
        using Tensor values = given[0], targets = Numbers([Batch, 1], 12);
        SetRandomWeights(model);
        float[][] before = Read(model);
        double loss = model.TrainOnBatch(values, targets).Loss;
        float[][] after = Read(model);
        Assert.All(after, w => Assert.All(w, v => Assert.True(float.IsFinite(v), "a weight is no number after the step")));
        Assert.Contains(before.Zip(after), p => !p.First.SequenceEqual(p.Second));
        return (loss, after, layer.State.Count() > layer.Weights.Count);

        static float[][] Read(Model model)
        {
            Tensor[] weights = model.GetWeights();
            float[][] numbers = [.. weights.Where(w => w.DType.IsFloatingPoint).Select(w => w.Cast(DType.Float32).ToArray<float>())];
            foreach (Tensor weight in weights)
                weight.Dispose();
            return numbers;
        }
    }

    // Of the runtime's seed other tests draw at the same time; weights that were drawn are replaced, constant ones stay.
    private static void SetRandomWeights(Model model)
    {
        for (int i = 0; i < model.Weights.Count; i++)
        {
            Weight weight = model.Weights[i];
            using Tensor drawn = weight.Read(), asFloats = drawn.Cast(DType.Float32);
            if (!weight.DType.IsFloatingPoint || asFloats.ToArray<float>().Distinct().Count() < 2)
                continue;
            using Tensor numbers = Numbers(drawn.Shape, 100 + i, 0.2), typed = numbers.Cast(weight.DType);
            weight.Assign(typed);
        }
    }

    private static KerasTensor Projected(KerasTensor x, Shape shape) =>
        new Reshape(shape).Apply(
            new Dense((int)shape.ElementCount, "tanh") { KernelInitializer = new Keras.Initializers.RandomNormal(0, 0.5, 3) }.Apply(x));

    private static IEnumerable<Input> Inputs(LayerSample sample, int? batch) =>
        sample.Inputs.Select(shape => new Input(shape, batch, sample.DType));

    private static Structure<KerasTensor> Structure(KerasTensor[] tensors) =>
        tensors.Length == 1 ? tensors[0] : new Structure<KerasTensor>([.. tensors.Select(t => (Structure<KerasTensor>)t)]);

    private static Tensor[] Values(LayerSample sample) => [.. sample.Inputs.Select((shape, i) => sample.DType.IsFloatingPoint
        ? Numbers(shape.Prepend(Batch), i)
        : Integers(shape.Prepend(Batch), sample.Classes, sample.DType))];

    private static Tensor Numbers(Shape shape, int seed, double limit = 1)
    {
        Random random = new(seed);
        return Tensor.Create<float>(
            [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (float)(limit * ((random.NextDouble() * 2) - 1)))], shape);
    }

    private static Tensor Integers(Shape shape, int classes, DType dtype)
    {
        using Tensor integers = Tensor.Create<int>([.. Enumerable.Range(0, (int)shape.ElementCount).Select(i => i * 7 % classes)], shape);
        return integers.Cast(dtype);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        using Tensor e = expected.Cast(DType.Float64), a = actual.Cast(DType.Float64);
        Assert.All(e.ToArray<double>().Zip(a.ToArray<double>()),
            p => Assert.Equal(p.First, p.Second, tolerance * Math.Max(1, Math.Abs(p.First))));
    }
}
