using TensorFlow.Tests.Loading;
using TensorFlow.Tests.Memory;
using Xunit;

namespace TensorFlow.Tests.SavedModels;

public sealed class DamagedSavedModelTests : NativeTest, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Description => directory.Combine("saved_model.pb");

    [Fact]
    public void A_directory_that_is_not_there_is_told() =>
        Assert.Contains("There is no directory", Assert.Throws<DirectoryNotFoundException>(
            () => SavedModel.Load(directory.Combine("nothing"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_directory_without_a_model_is_told() =>
        Assert.Contains("has no saved_model.pb",
            Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Other_tags_are_told_with_those_that_there_are()
    {
        SavedModelException wrong = Assert.Throws<SavedModelException>(() => SavedModel.Load(KerasExport.Directory, ["serve", "gpu"]));
        Assert.Contains("no graph with the tags [\"serve\", \"gpu\"]; it has [\"serve\"]", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<SavedModelException>(() => SavedModel.Load(KerasExport.Directory, []));
    }

    [Fact]
    public void A_truncated_description_is_told_wherever_it_ends()
    {
        KerasExport.CopyTo(directory.Path);
        byte[] whole = File.ReadAllBytes(Description);
        for (int length = 0; length < whole.Length; length += 1 + (whole.Length / 40))
        {
            File.WriteAllBytes(Description, whole[..length]);
            _ = Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Path));
        }
    }

    [Fact]
    public void A_description_with_a_wrong_byte_is_told_or_does_no_harm()
    {
        KerasExport.CopyTo(directory.Path);
        byte[] whole = File.ReadAllBytes(Description);
        Random random = new(7);
        for (int i = 0; i < 100; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(Description, damaged);
            try
            {
                using SavedModel model = SavedModel.Load(directory.Path);
            }
            catch (SavedModelException)
            {
            }
        }
    }

    [Fact]
    public void A_description_of_other_bytes_is_told()
    {
        byte[] noise = new byte[4096];
        new Random(7).NextBytes(noise);
        File.WriteAllBytes(Description, noise);
        _ = Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Path));
    }

    [Theory]
    [InlineData("variables.index")]
    [InlineData("variables.data-00000-of-00001")]
    public void A_missing_or_truncated_checkpoint_is_told(string file) => LeakGate.AssertDisposes(() =>
    {
        KerasExport.CopyTo(directory.Path);
        string path = directory.Combine("variables", file);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.IsAssignableFrom<TensorFlowException>(Assert.Throws<SavedModelException>(
            () => SavedModel.Load(directory.Path)).InnerException);
        File.Delete(path);
        Assert.Contains(file, Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Path)).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_wrong_number_in_the_checkpoint_is_told()
    {
        KerasExport.CopyTo(directory.Path);
        string path = directory.Combine("variables", "variables.data-00000-of-00001");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 8] ^= 0x10;
        File.WriteAllBytes(path, bytes);
        Assert.IsType<DataLossException>(Assert.Throws<SavedModelException>(() => SavedModel.Load(directory.Path)).InnerException);
    }

    public new void Dispose()
    {
        directory.Dispose();
        base.Dispose();
    }
}
