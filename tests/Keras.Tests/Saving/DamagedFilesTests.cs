using System.IO.Compression;
using System.Text;
using Fuzz.Mutations;
using Keras.Layers;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Damaged files give a model or the one exception, and leave nothing behind.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class DamagedFilesTests
{
    // A share of what dotnet cake --target=Fuzz does.
    [Theory]
    [InlineData("keras", 500)]
    [InlineData("keras-config", 500)]
    [InlineData("keras-weights", 500)]
    [InlineData("weights", 1000)]
    [InlineData("weights-structure", 1000)]
    [InlineData("legacy", 500)]
    [InlineData("legacy-config", 500)]
    [InlineData("feature-space", 300)]
    [InlineData("feature-space-config", 300)]
    public void Mutated_files(string reader, int mutations) => Mutations.AssertHarmless(reader, mutations);

    [Fact]
    public void A_truncated_archive_is_told_as_one()
    {
        byte[] whole = File.ReadAllBytes(new SavedModels("3.15.1", "adam").Path);
        ModelFormatException error =
            Assert.IsType<ModelFormatException>(TryLoad(whole[..(whole.Length / 2)], ".keras", path => Model.Load(path).Dispose()));
        Assert.Equal($"{error.Path}: begins as a .keras archive, but its table of members cannot be read; it is truncated or damaged, "
            + "copy or save it again.", error.Message);
    }

    [Fact]
    public void Truncated_files()
    {
        SavedModels saved = new("3.15.1", "adam");
        byte[] whole = File.ReadAllBytes(saved.Path), weights = File.ReadAllBytes(saved.WeightsPath);
        using Model model = Model.Load(saved.Path);
        for (int length = 0; length < whole.Length; length += 97)
            Assert.NotNull(TryLoad(whole[..length], ".keras", path => Model.Load(path).Dispose()));
        for (int length = 0; length < weights.Length; length += 97)
            _ = TryLoad(weights[..length], ".weights.h5", model.LoadWeights);
    }

    [Fact]
    public void Weights_that_do_not_fit_change_nothing()
    {
        SavedModels saved = new("3.15.1", "adam");
        using Sequential model = RoundTripTests.Small();
        using Keras.Optimizers.Adam inner = new();
        model.Compile(new Keras.Optimizers.LossScaleOptimizer(inner), "mse");
        byte[][] before = [.. model.GetWeights().Select(w => w.AsBytes().ToArray())];
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => model.LoadWeights(saved.WeightsPath));
        Assert.Equal(saved.WeightsPath, error.Path);
        Assert.Contains("load it into a model of the same layers", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, [.. model.GetWeights().Select(w => w.AsBytes().ToArray())]);
        Assert.False(model.Optimizer.IsBuilt);
        Assert.False(inner.IsBuilt);
        Assert.Equal(2, inner.Weights.Count);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1f)]
    public void A_learning_rate_that_is_none_changes_nothing(float rate)
    {
        const float honest = 0.0123f;
        using Sequential model = RoundTripTests.Small(), other = RoundTripTests.Small();
        model.Compile(new Keras.Optimizers.SGD(honest), "mse");
        other.Compile("sgd", "mse");
        using TemporaryPath path = new(".weights.h5");
        model.SaveWeights(path.Value);
        byte[] file = File.ReadAllBytes(path.Value);
        BitConverter.TryWriteBytes(file.AsSpan(file.AsSpan().IndexOf(BitConverter.GetBytes(honest))), rate);
        byte[][] before = [.. other.GetWeights().Select(w => w.AsBytes().ToArray())];
        Assert.Contains("learning rate", TryLoad(file, ".weights.h5", other.LoadWeights)!.Message, StringComparison.Ordinal);
        Assert.Equal(before, [.. other.GetWeights().Select(w => w.AsBytes().ToArray())]);
        Assert.Equal(0.01, other.Optimizer.LearningRate, 1e-9);
        Assert.False(other.Optimizer.IsBuilt);
    }

    [Fact]
    public void A_config_that_claims_to_be_huge_is_refused_before_anything_is_allocated()
    {
        SavedModels saved = new("3.3.3", "adam");
        ModelFormatException? error = TryLoad(
            Archive.With(File.ReadAllBytes(saved.Path), "config.json", c => Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(c).Replace("\"units\": 5", "\"units\": 2000000000", StringComparison.Ordinal))),
            ".keras",
            path => Model.Load(path).Dispose());
        Assert.Contains("2000000000", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_unpacks_to_far_more_is_refused()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (Stream member = archive.CreateEntry("config.json", CompressionLevel.SmallestSize).Open())
            member.Write(new byte[50 << 20]);
        ModelFormatException? error = TryLoad(stream.ToArray(), ".keras", path => Model.Load(path).Dispose());
        Assert.Contains("unpack", error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("double")]
    [InlineData("half")]
    [InlineData("gzip")]
    [InlineData("latest")]
    [InlineData("fletcher32")]
    [InlineData("chunks")]
    [InlineData("rows")]
    [InlineData("big_endian")]
    public void Other_forms_of_numbers_are_read(string name)
    {
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        model.LoadWeights(Hdf5File(name));
        Assert.Equal([0, 1, 2, 3, 4, 5], model.GetWeights()[0].ToArray<float>());
        Assert.Equal([7, 8], model.GetWeights()[1].ToArray<float>());
    }

    [Theory]
    [InlineData("soft", "link to elsewhere")]
    [InlineData("external", "link to elsewhere")]
    [InlineData("storage", "external storage")]
    [InlineData("virtual", "other files")]
    [InlineData("circle", "linked twice")]
    [InlineData("bomb", "chunks that do not fit")]
    [InlineData("unfilled", "1 of 2 chunks")]
    [InlineData("unwritten", "without values")]
    [InlineData("lzf", "filter 32000")]
    public void What_leads_out_of_the_file_is_refused(string name, string message)
    {
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => model.LoadWeights(Hdf5File("refused_" + name)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static string Hdf5File(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "hdf5", name + ".weights.h5");

    private static ModelFormatException? TryLoad(byte[] content, string extension, Action<string> load)
    {
        using TemporaryPath path = new(extension);
        File.WriteAllBytes(path.Value, content);
        try
        {
            load(path.Value);
            return null;
        }
        catch (ModelFormatException e)
        {
            return e;
        }
    }
}
