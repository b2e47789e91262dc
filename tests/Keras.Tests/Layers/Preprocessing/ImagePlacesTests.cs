using Keras.Callbacks;
using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>The places where random images are made: inside a model, in a map of the data, and by a layer alone. In all of them each step
/// has numbers of its own, which follow from the seed, the epoch and the step.</summary>
public sealed class ImagePlacesTests
{
    private const int Steps = 3;
    private static readonly float[] Targets = new float[Steps];

    public static TheoryData<JitCompile, bool> Places => new()
    {
        { JitCompile.Off, false }, { JitCompile.On, false }, { JitCompile.Off, true }, { JitCompile.On, true },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Each_step_has_random_numbers_of_its_own_which_follow_from_the_seed(JitCompile compile, bool inMap)
    {
        double[] steps = Losses(compile, inMap, epochs: 2, seed: 5);
        Assert.Equal(2 * Steps, steps.Distinct().Count());
        Assert.Equal(steps, Losses(compile, inMap, epochs: 2, seed: 5));
        Assert.NotEqual(steps, Losses(compile, inMap, epochs: 2, seed: 6));
        // An epoch is the same, whether training began with it or came to it.
        Assert.Equal(steps[Steps..], Losses(compile, inMap, epochs: 2, seed: 5, initialEpoch: 1));
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void Predictions_and_evaluations_see_the_images_as_they_are(JitCompile compile)
    {
        using Sequential model = Model(
            compile, new RandomBrightness(1.0, (0, 1)), new RandomFlip(), new RandAugment((0, 1)), new AugMix((0, 1)));
        using Tensor predicted = model.Predict(Images());
        Assert.All(predicted.ToArray<float>(), p => Assert.Equal(0.5, p, 1e-6));
        Assert.Equal(0.25, model.Evaluate(Images(), Targets, verbose: Verbosity.Silent).Loss, 1e-6);
    }

    [Theory]
    [InlineData(JitCompile.Off)]
    [InlineData(JitCompile.On)]
    public void All_layers_train_inside_a_model(JitCompile compile)
    {
        using Sequential model = new(
            new InputLayer([16, 12, 3]),
            new Pipeline(
                new RandomColorJitter((0, 1), 0.2, 0.2, (0.4, 0.6), 0.1), new RandomPerspective(scale: 0.3),
                new RandomElasticTransform(valueRange: (0, 1)), new Equalization((0, 1)),
                new ContrastLimitedAdaptiveHistogramEqualization((0, 1), tileGridSize: (2, 2)), new RandAugment((0, 1)),
                new AugMix((0, 1), numChains: 2, chainDepth: 2)),
            new Flatten(), new Dense(1));
        model.Compile("sgd", "mse", jitCompile: compile);
        float[] pixels = [.. Enumerable.Range(0, 4 * 16 * 12 * 3).Select(i => i * 37 % 101 / 100f)];
        using Tensor images = Tensor.Create<float>(pixels, [4, 16, 12, 3]);
        History history = model.Fit(images, new float[] { 0, 1, 2, 3 }, epochs: 2, batchSize: 2, verbose: Verbosity.Silent);
        Assert.All(history["loss"], loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void Class_numbers_beside_a_map_of_the_images_are_checked()
    {
        using RandomFlip layer = new();
        using Sequential model = new(new InputLayer([4, 4, 3]), new Flatten(), new Dense(2, "softmax"));
        model.Compile("sgd", "sparse_categorical_crossentropy");
        History history = model.Fit(Mapped([0, 1, 1]), epochs: 1, verbose: Verbosity.Silent);
        Assert.True(double.IsFinite(history["loss"][0]));
        Exception e = Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Mapped([0, 2, 1]), epochs: 1, verbose: Verbosity.Silent));
        Assert.Contains("sample 1", e.Message, StringComparison.Ordinal);

        Dataset Mapped(int[] classes) =>
            Dataset.FromTensors(Images(), classes).Map((x, y) => (layer.Apply(x, new CallContext(training: true)), y));
    }

    [Fact]
    public void A_pipeline_keeps_what_belongs_to_an_image_together()
    {
        using Pipeline pipeline = new(
            new RandomFlip("horizontal", seed: 1) { BoundingBoxFormat = "xyxy" },
            new RandAugment(numOps: 0) { BoundingBoxFormat = "xyxy" });
        float[] pixels = new float[8 * 4 * 6];
        float[] boxes = new float[8 * 4];
        for (int i = 0; i < 8; i++)
        {
            pixels[(i * 24) + 1] = 255; // The second pixel of the first row, and a box around it.
            (boxes[i * 4], boxes[(i * 4) + 2], boxes[(i * 4) + 3]) = (1, 2, 1);
        }

        Data sample = new()
        {
            ["images"] = Tensor.Create<float>(pixels, [8, 4, 6, 1]),
            ["segmentation_masks"] = Tensor.Create<float>(pixels, [8, 4, 6, 1]),
            ["bounding_boxes"] = new Data { ["boxes"] = Tensor.Create<float>(boxes, [8, 1, 4]), ["labels"] = new int[8, 1] },
        };
        IReadOnlyList<Tensor> outputs = pipeline.ApplyAll(sample, training: true);
        float[] moved = outputs[0].ToArray<float>(), images = outputs[2].ToArray<float>(), masks = outputs[3].ToArray<float>();
        Assert.Equal(images, masks);
        Assert.Equal([1f, 4f], Enumerable.Range(0, 8).Select(i => moved[i * 4]).Distinct().Order());
        for (int i = 0; i < 8; i++)
            Assert.Equal(255, images[(i * 24) + (int)moved[i * 4]]);
        foreach (Tensor output in outputs)
            output.Dispose();
    }

    // The loss of a step is the square of a brightness, which no step changes.
    private static double[] Losses(JitCompile compile, bool inMap, int epochs, long seed, int initialEpoch = 0)
    {
        using RandomBrightness layer = new(0.4, (0, 1));
        using Sequential model = inMap ? Model(compile) : Model(compile, layer);
        Dataset data = Dataset.FromTensors(Images(), Targets);
        if (inMap)
            data = data.Map((x, y) => (layer.Apply(x, new CallContext(training: true)), y));
        List<double> steps = [];
        int step = 0;
        double sum = 0;
        LambdaCallback told = new()
        {
            TrainBatchEnd = (_, logs) =>
            {
                // Logs have the mean of the epoch's steps so far.
                double next = logs["loss"] * ((step % Steps) + 1);
                steps.Add(Math.Round(next - (step % Steps == 0 ? 0 : sum), 5));
                (sum, step) = (next, step + 1);
            },
        };
        model.Fit(data, new FitOptions
        {
            Epochs = epochs,
            InitialEpoch = initialEpoch,
            BatchSize = 1,
            Seed = seed,
            Shuffle = false,
            Callbacks = [told],
            Verbose = Verbosity.Silent,
        });
        return [.. steps];
    }

    private static Sequential Model(JitCompile compile, params Layer[] layers)
    {
        Sequential model = new(
        [
            new InputLayer([4, 4, 3]), .. layers, new GlobalAveragePooling2D(),
            new Dense(1) { KernelInitializer = Initializer.Constant(1 / 3.0) },
        ]);
        model.Compile(new Keras.Optimizers.SGD(0), "mse", jitCompile: compile);
        return model;
    }

    private static Tensor Images() => Tensor.Create<float>([.. Enumerable.Repeat(0.5f, Steps * 48)], [Steps, 4, 4, 3]);
}
