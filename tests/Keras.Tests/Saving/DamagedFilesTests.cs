using Keras.Tests.Support;
using TensorFlow;
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
    public void A_model_that_claims_to_be_huge_allocates_nothing()
    {
        byte[] whole = File.ReadAllBytes(new SavedModels("3.3.3", "adam").Path);
        int at = whole.AsSpan().IndexOf("\"units\": 5"u8);
        // The same length, so that only the checksum tells; it is set right in the test of the config itself.
        Assert.True(at > 0);
        string json = Model.Load(new SavedModels("3.3.3", "adam").Path).ToJson().Replace("\"units\":5", "\"units\":2000000000", StringComparison.Ordinal);
        using (new Keras.Saving.DeferredInitialization())
            Assert.True(Model.FromJson(json).CountParams() > 10_000_000_000);
    }

    private static Exception? TryLoad(byte[] content, string extension, Action<string> load)
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
