using System.Text.Json;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training.OwnSteps;

/// <summary>Custom training steps give the curves and the weights of the same steps in the real Keras.</summary>
public sealed class KerasCurveTests
{
    public static TheoryData<JitCompile> Compilers => [JitCompile.Off, JitCompile.On];

    [Theory]
    [MemberData(nameof(Compilers))]
    public void AGan(JitCompile jitCompile)
    {
        using Sequential generator = new(new Dense(16, "relu") { InputShape = [4] }, new Dense(8));
        using Sequential discriminator = new(new Dense(16, "leaky_relu") { InputShape = [8] }, new Dense(1));
        using Gan model = new(generator, discriminator, 8, 4);
        model.Compile(jitCompile: jitCompile);
        Check("gan", model, generator, discriminator);
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void AGanOfConvolutions(JitCompile jitCompile)
    {
        using Sequential generator = new(
            new Dense(16) { InputShape = [3] },
            new Reshape([2, 2, 4]),
            new Convolution(3, 2, x => Ops.LeakyRelu(x), transposed: true),
            new Convolution(1, 1, Ops.Tanh));
        using Sequential discriminator = new(
            new Identity { InputShape = [4, 4, 1] }, new Convolution(4, 2, x => Ops.LeakyRelu(x)), new Flatten(), new Dense(1));
        using ConvolutionalGan model = new(generator, discriminator);
        model.Compile(jitCompile: jitCompile);
        Check("dcgan", model, generator, discriminator);
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void AGanWithAGradientPenalty(JitCompile jitCompile)
    {
        using Sequential generator = new(new Dense(12, "relu") { InputShape = [3] }, new Dense(6));
        using Sequential critic = new(new Dense(12, "leaky_relu") { InputShape = [6] }, new Dense(10, "tanh"), new Dense(1));
        using WassersteinGan model = new(generator, critic);
        model.Compile(jitCompile: jitCompile);
        Check("wgan_gp", model, generator, critic);
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void AVariationalAutoencoder(JitCompile jitCompile)
    {
        using Sequential encoder = new(new Dense(12, "relu") { InputShape = [8] }, new Dense(4));
        using Sequential decoder = new(new Dense(12, "relu") { InputShape = [2] }, new Dense(8, "sigmoid"));
        using Vae model = new(encoder, decoder);
        model.Compile(new Adam(0.004), jitCompile: jitCompile);
        Check("vae", model, encoder, decoder);
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void KnowledgeDistillation(JitCompile jitCompile)
    {
        using Sequential teacher = new(new Dense(16, "relu") { InputShape = [5] }, new Dense(3)) { Trainable = false };
        using Sequential student = new(new Dense(4, "relu") { InputShape = [5] }, new Dense(3));
        using Distiller model = new(teacher, student);
        model.Compile(new SGD(0.05, momentum: 0.9), jitCompile: jitCompile, metrics: ["accuracy"]);
        Check("distillation", model, teacher, student);
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void AContrastiveLoss(JitCompile jitCompile)
    {
        using Sequential encoder = new(new Dense(16, "relu") { InputShape = [6] }, new Dense(5));
        using Contrastive model = new(encoder);
        model.Compile(new AdamW(0.005) { WeightDecay = 0.01 }, jitCompile: jitCompile);
        Check("contrastive", model, encoder);
    }

    [Fact]
    public void AStepOfStreamedBatchesIsTheSame()
    {
        using Sequential generator = new(new Dense(16, "relu") { InputShape = [4] }, new Dense(8));
        using Sequential discriminator = new(new Dense(16, "leaky_relu") { InputShape = [8] }, new Dense(1));
        using Gan model = new(generator, discriminator, 8, 4);
        model.Compile();
        Check("gan", model, [generator, discriminator], streamed: true);
    }

    private static void Check(string name, Model model, params Model[] parts) => Check(name, model, parts, streamed: false);

    private static void Check(string name, Model model, Model[] parts, bool streamed)
    {
        Fixture fixture = Fixture.Load("steps");
        JsonElement expected = fixture.Cases().Single(c => c.GetProperty("name").GetString() == name);
        for (int i = 0; i < parts.Length; i++)
            parts[i].SetWeights([.. Arrays(fixture, expected, "initial", i)]);
        using Tensor x = CurveRun.ToTensor(fixture.Array(expected.GetProperty("x")));
        using Tensor? y = fixture.ArrayOrNull(expected, "y") is { } targets ? Tensor.Create<int>(targets.As<int>()) : null;
        int batch = expected.GetProperty("batch").GetInt32();
        Dataset data = streamed ? Dataset.FromBatches(Batches(x, batch)) : Dataset.FromTensors(x, y is null ? null : (Data)y);
        FitOptions options = new()
        {
            BatchSize = batch,
            Epochs = expected.GetProperty("epochs").GetInt32(),
            Shuffle = Shuffle.Off,
            Verbose = Verbosity.Silent,
        };
        History history = model.Fit(data, options);
        foreach (JsonProperty curve in expected.GetProperty("history").EnumerateObject())
            Close(Fixture.Numbers(curve.Value), history[curve.Name], $"{name}, {curve.Name}");
        for (int i = 0; i < parts.Length; i++)
        {
            foreach ((Tensor wanted, Tensor actual) in Arrays(fixture, expected, "final", i).Zip(parts[i].GetWeights()))
                Close([.. wanted.ToArray<float>().Select(v => (double)v)],
                    [.. actual.ToArray<float>().Select(v => (double)v)], $"{name}, weights of {i}");
        }

        if (!expected.TryGetProperty("evaluation", out JsonElement evaluation))
            return;
        Evaluation measured = model.Evaluate(x, batch, verbose: Verbosity.Silent);
        foreach (JsonProperty value in evaluation.EnumerateObject())
            Close([Fixture.Number(value.Value)], [measured[value.Name]], $"{name}, evaluated {value.Name}");
    }

    private static IEnumerable<Batch> Batches(Tensor x, int size)
    {
        for (int start = 0; start < x.Shape[0]; start += size)
            yield return new(x[start..(int)Math.Min(start + size, x.Shape[0])]);
    }

    private static Tensor[] Arrays(Fixture fixture, JsonElement expected, string role, int part) =>
        [.. expected.GetProperty(role)[part].EnumerateArray().Select(n => CurveRun.ToTensor(fixture.Array(n)))];

    private static void Close(double[] expected, IReadOnlyList<double> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            Assert.True(difference <= 1e-5 * Math.Abs(expected[i]) + 2e-6, $"{what}: expected {expected[i]} at {i}, got {actual[i]}");
        }
    }
}
