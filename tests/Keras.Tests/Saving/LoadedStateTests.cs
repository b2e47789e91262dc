using System.Text.Json;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Saving.Hdf5;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What a file has goes into the model, or is told: weights, the optimizer's state, the scale of the loss.</summary>
public sealed class LoadedStateTests : IDisposable
{
    private readonly TemporaryPath path = new(".weights.h5");

    public void Dispose() => path.Dispose();

    [Theory]
    [InlineData(".weights.h5")]
    [InlineData(".keras")]
    [InlineData(".h5")]
    public void Weights_loaded_right_after_compiling_come_with_the_optimizers_state_and_rate(string extension)
    {
        using TemporaryPath file = new(extension);
        using Sequential trained = Compiled(0.25), fresh = Compiled(0.01);
        Train(trained);
        if (extension == ".weights.h5")
            trained.SaveWeights(file.Value);
        else
            trained.Save(file.Value);
        fresh.LoadWeights(file.Value);
        Assert.Empty(fresh.LoadWarnings);
        Assert.Equal((2, 0.25), (fresh.Optimizer.IterationCount, fresh.Optimizer.LearningRate));
        Train(trained);
        Train(fresh);
        RoundTripTests.AssertSame(trained, fresh);
    }

    [Theory]
    [InlineData(".keras")]
    [InlineData(".h5")]
    public void A_model_with_another_head_than_it_was_trained_with_is_read(string extension)
    {
        using TemporaryPath file = new(extension);
        using Sequential model = Compiled(0.25);
        Train(model);
        model.Pop().Dispose();
        model.Add(new Dense(7));
        model.Save(file.Value);

        using Model read = Model.Load(file.Value);

        Assert.Contains("The state of the optimizer 'adam' was not loaded: '", Assert.Single(read.LoadWarnings), StringComparison.Ordinal);
        RoundTripTests.AssertSame(model, read);
    }

    [Fact]
    public void A_larger_models_weights_do_not_go_into_a_smaller_one()
    {
        using Sequential larger = new(new Dense(2) { InputShape = [3] }, new Dense(2), new Dense(2)), smaller =
            new(new Dense(2) { InputShape = [3] }, new Dense(2));
        AssertRefused(larger, smaller, "weights at /layers/dense_2");
        using Sequential outer = new(new InputLayer([3]), new Sequential(new Dense(3), new Dense(3)), new Dense(2)), other =
            new(new InputLayer([3]), new Sequential(new Dense(3)), new Dense(2));
        AssertRefused(outer, other, "weights at /layers/sequential/layers/dense_1");
        AssertRefused(smaller, larger, "expected 2 variables at /layers/dense_2");
    }

    /// <summary>What Keras writes of layers that have none here: the state of random numbers.</summary>
    [Fact]
    public void The_state_of_random_numbers_in_a_file_is_no_weight()
    {
        Hdf5Builder file = new();
        ulong kernel = file.Array(file.Append(new byte[24]), 3, 2), bias =
            file.Array(file.Append(new byte[8]), 2), seed = file.Array(file.Append(new byte[8]), 2);
        ulong dense = file.Group(Hdf5Builder.Link("vars", file.Group(Hdf5Builder.Link("0", kernel), Hdf5Builder.Link("1", bias))));
        ulong dropout = file.Group(
            Hdf5Builder.Link("seed_generator", file.Group(Hdf5Builder.Link("vars", file.Group(Hdf5Builder.Link("0", seed))))));
        ulong layers = file.Group(Hdf5Builder.Link("dense", dense), Hdf5Builder.Link("dropout", dropout));
        File.WriteAllBytes(path.Value, file.File(file.Group(Hdf5Builder.Link("layers", layers))));
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        model.LoadWeights(path.Value);
        Assert.All(model.GetWeights(), w => Assert.All(w.ToArray<float>(), v => Assert.Equal(0, v)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(2.5)]
    [InlineData(1e300)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_of_iterations_that_is_none_is_refused_and_changes_nothing(double count) =>
        AssertIterationRefused(Tensor.Scalar(count));

    [Fact]
    public void The_largest_unsigned_number_is_no_number_of_iterations() => AssertIterationRefused(Tensor.Scalar(ulong.MaxValue));

    [Fact]
    public void The_largest_signed_number_is_no_number_of_iterations() => AssertIterationRefused(Tensor.Scalar(long.MaxValue));

    [Theory]
    [InlineData("mixed.keras")]
    [InlineData("mixed.h5")]
    public void A_float16_model_of_Keras_keeps_its_loss_scaling(string file)
    {
        JsonElement expected = SavingFixture.Json("mixed");
        using Model model = Model.Load(SavingFixture.Path(file));
        Assert.Empty(model.LoadWarnings);
        LossScaleOptimizer optimizer = Assert.IsType<LossScaleOptimizer>(model.Optimizer);
        Assert.IsType<Adam>(optimizer.InnerOptimizer);
        AssertState(expected, optimizer);
        using TemporaryPath saved = new(".keras");
        model.Save(saved.Value);
        using Model again = Model.Load(saved.Value);
        AssertState(expected, again.Optimizer);
    }

    [Fact]
    public void Weights_of_a_float16_model_go_into_an_optimizer_without_scaling_and_tell_it()
    {
        JsonElement expected = SavingFixture.Json("mixed");
        using Sequential plain = Mixed(new Adam(0.5)), scaled = Mixed(new LossScaleOptimizer(new Adam(0.5)));
        plain.LoadWeights(SavingFixture.Path("mixed.weights.h5"));
        Assert.Contains("the scale was not loaded", Assert.Single(plain.LoadWarnings), StringComparison.Ordinal);
        Assert.Equal(4, plain.Optimizer.IterationCount);
        Assert.Equal(0.01, plain.Optimizer.LearningRate, 1e-9);
        scaled.LoadWeights(SavingFixture.Path("mixed.weights.h5"));
        Assert.Empty(scaled.LoadWarnings);
        AssertState(expected, scaled.Optimizer);
        plain.SaveWeights(path.Value);
        scaled.LoadWeights(path.Value);
        Assert.Contains("its scale begins at 32768", Assert.Single(scaled.LoadWarnings), StringComparison.Ordinal);
        Assert.Equal(4, scaled.Optimizer.IterationCount);
    }

    /// <summary>Weights that stay in their file until they are read are the same as those in memory.</summary>
    [Theory]
    [InlineData("mixed.keras")]
    [InlineData("lora.keras")]
    [InlineData("directory")]
    [InlineData("names.h5")]
    public void Large_files_are_read_in_place(string file)
    {
        List<string> warnings = [];
        using Model inMemory = Model.Load(SavingFixture.Path(file)), inPlace =
            Keras.Saving.ModelFile.Load(SavingFixture.Path(file), compile: true, warnings, mostInMemory: 0);
        RoundTripTests.AssertSame(inMemory, inPlace);
    }

    [Fact]
    public void A_large_file_that_is_damaged_is_refused_by_its_checksum()
    {
        using TemporaryPath damaged = new(".keras");
        byte[] file = File.ReadAllBytes(SavingFixture.Path("mixed.keras"));
        file[file.AsSpan().LastIndexOf("OHDR"u8) is > 0 and int at ? at : file.Length / 2] ^= 1;
        File.WriteAllBytes(damaged.Value, file);
        Assert.Contains("another checksum", Assert.Throws<ModelFormatException>(
            () => Keras.Saving.ModelFile.Load(damaged.Value, true, [], mostInMemory: 0)).Message, StringComparison.Ordinal);
    }

    private static void AssertState(JsonElement expected, Optimizer optimizer)
    {
        JsonElement list = expected.GetProperty("optimizer");
        Assert.Equal(list.GetArrayLength(), optimizer.Weights.Count);
        for (int i = 0; i < optimizer.Weights.Count; i++)
        {
            using Tensor value = optimizer.Weights[i].Read(), floats = value.Cast(DType.Float32);
            Assert.Equal(SavingFixture.Floats(list[i]), floats.ToArray<float>());
        }
    }

    private void AssertIterationRefused(Tensor count)
    {
        using (count)
        using (Sequential model = Compiled(0.01))
        {
            Train(model);
            model.SaveWeights(path.Value);
            Hdf5Group root = Hdf5Reader.Read(File.ReadAllBytes(path.Value));
            root.Find("optimizer", "vars")!.Datasets["0"] = new(count.DType, Shape.Scalar,
                () => Tensor.Create(count.DType, count.Shape, count, static (piece, _, count) => count.AsBytes().CopyTo(piece)));
            using (FileStream stream = File.Create(path.Value))
                Hdf5Writer.Write(root, stream);
            byte[][] before = [.. model.Weights.Concat(model.Optimizer.Weights).Select(Bytes)];
            Assert.Contains("expected an integer of at least 0",
                Assert.Throws<ModelFormatException>(() => model.LoadWeights(path.Value)).Message, StringComparison.Ordinal);
            Assert.Equal(before, [.. model.Weights.Concat(model.Optimizer.Weights).Select(Bytes)]);
        }
    }

    private void AssertRefused(Model from, Model into, string message)
    {
        from.SaveWeights(path.Value);
        byte[][] before = [.. into.Weights.Select(Bytes)];
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => into.LoadWeights(path.Value)).Message, StringComparison.Ordinal);
        Assert.Equal(before, [.. into.Weights.Select(Bytes)]);
    }

    private static byte[] Bytes(Weight weight)
    {
        using Tensor value = weight.Read();
        return value.AsBytes().ToArray();
    }

    private static Sequential Compiled(double learningRate)
    {
        Sequential model = new(new Dense(3, "tanh") { InputShape = [2], KernelInitializer = new Keras.Initializers.GlorotUniform(1) },
            new Dense(1) { KernelInitializer = new Keras.Initializers.GlorotUniform(2) });
        model.Compile(new Adam(learningRate), "mse");
        return model;
    }

    private static Sequential Mixed(Optimizer optimizer)
    {
        Sequential model = new(new Dense(4, "relu") { InputShape = [3], DTypePolicy = "mixed_float16" },
            new Dense(2) { DTypePolicy = "mixed_float16" });
        model.Compile(optimizer, "mse");
        return model;
    }

    private static void Train(Model model) =>
        model.Fit(new float[,] { { 1, 2 }, { 3, 4 } }, new float[,] { { 1 }, { 2 } },
            new FitOptions { Epochs = 2, BatchSize = 2, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });
}
