using System.Text.Json;
using System.Text.RegularExpressions;
using Keras.Layers;
using Keras.Quantizers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Models that the real Keras quantized with GPTQ and AWQ: the same calibration data give the same integers here.</summary>
public sealed class CalibratedModelTests
{
    private static readonly Fixture Recorded = Fixture.Load("calibrated/calibrated");

    public static TheoryData<string> Names => [.. Recorded.Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Calibration_gives_the_weights_of_Keras(string name)
    {
        JsonElement recorded = Case(name);
        using Model model = Model.Load(File($"{recorded.GetProperty("model").GetString()}.keras"));
        model.Quantize(ConfigOf(recorded, model), ["^b"]);

        JsonElement[] expected = [.. recorded.GetProperty("weights").EnumerateArray()];
        IReadOnlyList<Weight> weights = model.Weights;
        Assert.Equal(expected.Length, weights.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            string path = recorded.GetProperty("paths")[i].GetString()!;
            Assert.EndsWith(weights[i].Path, path, StringComparison.Ordinal);
            Assert.Equal(recorded.GetProperty("types")[i].GetString(), weights[i].DType.StandardName);
            using Tensor value = weights[i].Read(), single = value.Cast(DType.Float32);
            // What a kernel of many rows is rounded from are sums of many errors, in another order than Keras's.
            double tolerance = name.StartsWith("wide", StringComparison.Ordinal) ? 1e-4 : 1e-5;
            QuantizedModelTests.AssertClose(
                Recorded.Array(expected[i]).ToSingles(), single, weights[i].DType.IsFloatingPoint ? tolerance : 0, path);
        }

        using Tensor predicted = model.Predict(Inputs());
        QuantizedModelTests.AssertClose(Recorded.Array(recorded.GetProperty("predictions")).ToSingles(), predicted, 1e-4, name);
        model.Compile("sgd", "mse");
        _ = Assert.Throws<InvalidOperationException>(
            () => model.Fit(Inputs(), new float[2, 6, 13], verbose: Verbosity.Silent));
        Dense narrow = model.Layers.OfType<Model>().SelectMany(m => m.Layers).OfType<Dense>().FirstOrDefault() ?? new Dense(1);
        if (narrow.IsBuilt)
            _ = Assert.Throws<NotSupportedException>(() => narrow.EnableLora(2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_calibrated_file_of_Keras_is_read_and_written(string name)
    {
        JsonElement recorded = Case(name);
        float[] expected = Recorded.Array(recorded.GetProperty("predictions")).ToSingles();
        using Model model = Model.Load(File($"{name}.keras"));
        foreach (JitCompile jitCompile in Runtime.HasXla ? [JitCompile.Off, JitCompile.On] : new[] { JitCompile.Off })
        {
            model.Compile("sgd", "mse", jitCompile: jitCompile);
            using Tensor predicted = model.Predict(Inputs());
            QuantizedModelTests.AssertClose(expected, predicted, 1e-5, name);
        }

        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        using Tensor same = again.Predict(Inputs());
        QuantizedModelTests.AssertClose(expected, same, 1e-5, name);
    }

    [Fact]
    public void Zero_points_that_Keras_leaves_out_of_its_files_are_those_of_a_symmetric_range_or_refused()
    {
        using Model symmetric = Model.Load(File("keras_gptq_units.keras"));
        using Tensor predicted = symmetric.Predict(Inputs());
        float[] expected = Recorded.Array(Case("gptq_units").GetProperty("predictions")).ToSingles();
        QuantizedModelTests.AssertClose(expected, predicted, 1e-5, "symmetric");
        foreach ((string name, int count) in (ReadOnlySpan<(string, int)>)[("gptq", 5), ("awq", 6)])
        {
            Assert.Contains($"Dense 'b0_wide': expected {count} variables with the zero points of its {name} weights, but the file has "
                + $"{count - 1}", Assert.Throws<ModelFormatException>(() => Model.Load(File($"keras_{name}.keras"))).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_missing_for_calibration_is_told()
    {
        using Model model = Model.Load(File("dense.keras"));
        QuantizationLayerStructure structure = StructureOf(model);
        Assert.Contains("needs the order of the layers", Assert.Throws<ArgumentException>(
            () => model.Quantize(new GPTQConfig(Tokens()))).Message, StringComparison.Ordinal);
        Assert.Contains("needs calibration data", Assert.Throws<ArgumentException>(
            () => model.Quantize(new AWQConfig((int[][]?)null) { LayerStructure = structure })).Message, StringComparison.Ordinal);
        Assert.Contains("are empty", Assert.Throws<ArgumentException>(
            () => model.Quantize(new AWQConfig([Array.Empty<int>()]) { LayerStructure = structure })).Message, StringComparison.Ordinal);
        Assert.Contains("expected blocks with Dense or EinsumDense layers", Assert.Throws<ArgumentException>(
            () => model.Quantize(new GPTQConfig(Tokens()) { LayerStructure = new([], []) })).Message, StringComparison.Ordinal);
        Assert.All(model.Layers, l => Assert.Null(l.QuantizationMode));
    }

    [Fact]
    public void Texts_are_calibration_data_with_a_tokenizer()
    {
        using Model model = Model.Load(File("dense.keras"));
        model.Quantize(new GPTQConfig(["abcabdd", "ca"], text => [.. text.Select(c => c - 'a')])
        {
            LayerStructure = StructureOf(model),
            NumSamples = 2,
            SequenceLength = 4,
            GroupSize = 5,
        });
        Assert.Equal("gptq/4/5_from_float32", model.Layers.OfType<Model>().First().Layers.OfType<Dense>().First().DTypePolicy.Name);
    }

    private static GPTQConfig Gptq(JsonElement recorded, JsonElement arguments, QuantizationLayerStructure structure) => new(Tokens())
    {
        LayerStructure = structure,
        NumSamples = recorded.GetProperty("samples").GetInt32(),
        SequenceLength = recorded.GetProperty("length").GetInt32(),
        GroupSize = arguments.GetProperty("group_size").GetInt32(),
        WeightBits = arguments.TryGetProperty("weight_bits", out JsonElement bits) ? bits.GetInt32() : 4,
        Symmetric = arguments.TryGetProperty("symmetric", out JsonElement symmetric) && symmetric.GetBoolean(),
        ActivationOrder = arguments.TryGetProperty("activation_order", out JsonElement order) && order.GetBoolean(),
        PerChannel = !arguments.TryGetProperty("per_channel", out JsonElement perChannel) || perChannel.GetBoolean(),
        HessianDamping = arguments.TryGetProperty("hessian_damping", out JsonElement damping) ? damping.GetDouble() : 0.01,
    };

    private static CalibrationConfig ConfigOf(JsonElement recorded, Model model)
    {
        JsonElement arguments = recorded.GetProperty("arguments");
        if (recorded.GetProperty("kind").GetString() == "gptq")
            return Gptq(recorded, arguments, StructureOf(model));
        return new AWQConfig(Tokens())
        {
            LayerStructure = StructureOf(model),
            NumSamples = recorded.GetProperty("samples").GetInt32(),
            SequenceLength = recorded.GetProperty("length").GetInt32(),
            GroupSize = arguments.GetProperty("group_size").GetInt32(),
            NumGridPoints = arguments.TryGetProperty("num_grid_points", out JsonElement points) ? points.GetInt32() : 20,
        };
    }

    private static QuantizationLayerStructure StructureOf(Model model) =>
        new([.. model.Layers.Where(l => l.Name is "tokens" or "windows")], [.. model.Layers.Where(l => Regex.IsMatch(l.Name, "^block"))]);

    private static int[][] Tokens()
    {
        NpyArray tokens = Recorded.Array("tokens");
        return [.. tokens.As<int>().Chunk(tokens.Shape[1])];
    }

    private static int[,] Inputs()
    {
        NpyArray inputs = Recorded.Array("inputs");
        int[,] x = new int[inputs.Shape[0], inputs.Shape[1]];
        Buffer.BlockCopy(inputs.As<int>(), 0, x, 0, x.Length * sizeof(int));
        return x;
    }

    private static JsonElement Case(string name) => Recorded.Cases().Single(c => c.GetProperty("name").GetString() == name);

    private static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "calibrated", name);
}
