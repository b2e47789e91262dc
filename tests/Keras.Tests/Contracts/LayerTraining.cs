using Keras.Initializers;
using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Contracts;

/// <summary>A training step of layers side by side in one model.</summary>
internal static class LayerTraining
{
    private const int Batch = 3;

    /// <summary>Fails unless a step gives the same loss and weights in both compilers, which layers that draw numbers need not.</summary>
    /// <param name="samples">The layers.</param>
    /// <param name="tolerance">The largest difference, of numbers beyond 1 in proportion to them.</param>
    public static void AssertAlike(IReadOnlyList<LayerSample> samples, double tolerance = 1e-4)
    {
        (double ordinary, float[][] weights, bool isRandom) = Train(samples, JitCompile.Off);
        (double compiled, float[][] others, _) = Train(samples, JitCompile.On);
        Assert.True(double.IsFinite(ordinary) && double.IsFinite(compiled), $"losses {ordinary} and {compiled}");
        if (isRandom)
            return;
        Assert.True(Math.Abs(ordinary - compiled) <= tolerance * Math.Max(1, Math.Abs(ordinary)), $"losses {ordinary} and {compiled}");
        Assert.Equal(weights.Length, others.Length);
        foreach ((float[] expected, float[] actual) in weights.Zip(others))
            Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, tolerance * Math.Max(1, Math.Abs(p.First))));
    }

    /// <summary>The loss of a step and the weights after it, which are numbers and not all the same as before.</summary>
    /// <param name="samples">The layers; one alone where it takes indices, which are given as they are. All other inputs follow from one
    /// by dense layers, one for each shape, so that every layer trains on one column.</param>
    /// <param name="jitCompile">The compiler.</param>
    public static (double Loss, float[][] Weights, bool IsRandom) Train(IReadOnlyList<LayerSample> samples, JitCompile jitCompile)
    {
        Layer[] layers = [.. samples.Select(s => LayerSamples.Create(s))];
        bool isIndices = !samples[0].DType.IsFloatingPoint;
        Input x = new(isIndices ? samples[0].Inputs[0] : [5], dtype: samples[0].DType);
        Dictionary<string, KerasTensor> projected = [];
        List<KerasTensor> outputs = [];
        foreach ((LayerSample sample, Layer layer) in samples.Zip(layers))
        {
            KerasTensor[] inputs = [.. sample.Inputs.Select((shape, i) => isIndices ? x : Projected(x, shape, i, projected))];
            outputs.AddRange(sample.Apply(layer, inputs).Where(o => o.DType.IsFloatingPoint));
        }

        if (outputs.Count == 0)
        {
            DisposeAll(layers);
            return (0, [], false);
        }

        KerasTensor[] rows = [.. outputs.Select(o => new Flatten().Apply(o))];
        KerasTensor all = rows.Length == 1 ? rows[0] : new Concatenate().Apply(LayerContractTests.Structure(rows));
        Dense sum = new(1) { KernelInitializer = new Constant(1 / Math.Sqrt(samples.Count)) };
        using Model model = new(x, sum.Apply(all));
        model.Compile(new SGD(0.01), "mse", jitCompile: jitCompile);
        Tensor[] given = isIndices ? LayerContractTests.Values(samples[0]) : [LayerContractTests.Numbers([Batch, 5], 11)];
        DisposeAll(given[1..]);
        using Tensor values = given[0], targets = LayerContractTests.Numbers([Batch, 1], 12);
        SetRandomWeights(model);
        float[][] before = Read(model);
        double loss = model.TrainOnBatch(values, targets).Loss;
        float[][] after = Read(model);
        bool isRandom = layers.Any(l => l.State.Count() > l.Weights.Count);
        DisposeAll(layers);
        Assert.All(after, w => Assert.All(w, v => Assert.True(float.IsFinite(v), "a weight is no number after the step")));
        Assert.Contains(before.Zip(after), p => !p.First.SequenceEqual(p.Second));
        return (loss, after, isRandom);
    }

    private static float[][] Read(Model model)
    {
        Tensor[] weights = model.GetWeights();
        float[][] numbers = [.. weights.Where(w => w.DType.IsFloatingPoint).Select(w => w.Cast(DType.Float32).ToArray<float>())];
        DisposeAll(weights);
        return numbers;
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
            using Tensor numbers = LayerContractTests.Numbers(drawn.Shape, 100 + i, 0.2), typed = numbers.Cast(weight.DType);
            weight.Assign(typed);
        }
    }

    // Layers of one shape share the projection; two inputs of one layer differ.
    private static KerasTensor Projected(KerasTensor x, Shape shape, int position, Dictionary<string, KerasTensor> projected)
    {
        string key = $"{position}: {shape}";
        if (!projected.TryGetValue(key, out KerasTensor? made))
        {
            Dense dense = new((int)shape.ElementCount, "tanh") { KernelInitializer = new RandomNormal(0, 0.5, 3) };
            projected[key] = made = new Reshape(shape).Apply(dense.Apply(x));
        }

        return made;
    }

    private static void DisposeAll(IEnumerable<IDisposable> all)
    {
        foreach (IDisposable one in all)
            one.Dispose();
    }
}
