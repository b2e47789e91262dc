using Keras.Core;
using Keras.Layers;
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
            // Random images are compared with those of Keras in both compilers, by the same numbers.
            if (layer.RequiresOrdinaryKernels || layer is ImagePreprocessingLayer)
                return;
        }

        // Of a group that fails, each layer is tried by itself, so that the failure names it. The gradients of decibels, logarithms of
        // amplitudes near 0, magnify what is rounded.
        if (!LayerGroups.TrainAlike(name))
            LayerTraining.AssertAlike([sample], name == nameof(MelSpectrogram) ? 1e-3 : 1e-4);
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

    private static IEnumerable<Input> Inputs(LayerSample sample, int? batch) =>
        sample.Inputs.Select(shape => new Input(shape, batch, sample.DType));

    internal static Structure<KerasTensor> Structure(KerasTensor[] tensors) =>
        tensors.Length == 1 ? tensors[0] : new Structure<KerasTensor>([.. tensors.Select(t => (Structure<KerasTensor>)t)]);

    internal static Tensor[] Values(LayerSample sample) => [.. sample.Inputs.Select((shape, i) => sample.DType.IsFloatingPoint
        ? Numbers(shape.Prepend(Batch), i)
        : Integers(shape.Prepend(Batch), sample.Classes, sample.DType))];

    internal static Tensor Numbers(Shape shape, int seed, double limit = 1)
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
