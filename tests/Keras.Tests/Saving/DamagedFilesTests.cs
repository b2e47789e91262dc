using System.IO.Compression;
using Keras.Layers;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Damaged files give a model or the one exception, and leave nothing behind.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class DamagedFilesTests
{
    [Theory]
    [InlineData("3.3.3", 11)]
    [InlineData("3.15.1", 12)]
    public void Mutated_models(string release, int seed)
    {
        byte[] whole = File.ReadAllBytes(new SavedModels(release, "sgd").Path);
        Random random = new(seed);
        NativeLeaks.AssertNone(() =>
        {
            for (int i = 0; i < 400; i++)
                TryLoad(Mutate(whole, random), ".keras", path => Model.Load(path).Dispose());
        });
    }

    [Theory]
    [InlineData("3.8.0", 21)]
    [InlineData("3.12.0", 22)]
    public void Mutated_weights(string release, int seed)
    {
        SavedModels saved = new(release, "adam");
        byte[] whole = File.ReadAllBytes(saved.WeightsPath);
        using Model model = Model.Load(saved.Path);
        Random random = new(seed);
        for (int i = 0; i < 1500; i++)
            TryLoad(Mutate(whole, random), ".weights.h5", model.LoadWeights);
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
        byte[][] before = [.. model.GetWeights().Select(w => w.AsBytes().ToArray())];
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => model.LoadWeights(saved.WeightsPath));
        Assert.Equal(saved.WeightsPath, error.Path);
        Assert.Contains("load it into a model of the same layers", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, [.. model.GetWeights().Select(w => w.AsBytes().ToArray())]);
    }

    [Fact]
    public void A_config_that_claims_to_be_huge_is_refused_before_anything_is_allocated()
    {
        SavedModels saved = new("3.3.3", "adam");
        ModelFormatException? error = TryLoad(
            WithConfig(saved.Path, c => c.Replace("\"units\": 5", "\"units\": 2000000000", StringComparison.Ordinal)), ".keras", path => Model.Load(path).Dispose());
        Assert.Contains("2000000000", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_configs()
    {
        SavedModels saved = new("3.12.0", "adagrad");
        const string characters = "0123456789{}[],:\"-eaz ";
        Random random = new(31);
        NativeLeaks.AssertNone(() =>
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] mutated = WithConfig(saved.Path, config =>
                {
                    char[] text = config.ToCharArray();
                    for (int n = random.Next(1, 3); n > 0; n--)
                        text[random.Next(text.Length)] = characters[random.Next(characters.Length)];
                    return new(text);
                });
                TryLoad(mutated, ".keras", path => Model.Load(path).Dispose());
            }
        });
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
    [InlineData("storage", "another file")]
    [InlineData("virtual", "other files")]
    [InlineData("circle", "a second time")]
    [InlineData("bomb", "chunks that do not fit")]
    [InlineData("unfilled", "1 of 2 chunks")]
    [InlineData("lzf", "filter 32000")]
    public void What_leads_out_of_the_file_is_refused(string name, string message)
    {
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => model.LoadWeights(Hdf5File("refused_" + name)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_compressed_weights()
    {
        byte[] whole = File.ReadAllBytes(Hdf5File("gzip"));
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        Random random = new(41);
        for (int i = 0; i < 1000; i++)
            TryLoad(Mutate(whole, random), ".weights.h5", model.LoadWeights);
    }

    private static string Hdf5File(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "hdf5", name + ".weights.h5");

    private static byte[] WithConfig(string path, Func<string, string> change)
    {
        using MemoryStream stream = new();
        using (ZipArchive source = ZipFile.OpenRead(path))
        using (ZipArchive target = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                using StreamReader reader = new(entry.Open(), System.Text.Encoding.Latin1);
                string content = reader.ReadToEnd();
                using Stream member = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                member.Write(System.Text.Encoding.Latin1.GetBytes(entry.FullName == "config.json" ? change(content) : content));
            }
        }

        return stream.ToArray();
    }

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

    private static byte[] Mutate(byte[] whole, Random random)
    {
        byte[] copy = [.. whole];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            // Numbers of the structure are what hurts; they are among the zeros, and bytes of 0xFF are large ones.
            int at = random.Next(copy.Length);
            copy[at] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)(copy[at] ^ (1 << random.Next(8))), _ => (byte)random.Next(256) };
        }

        return copy;
    }
}
