using System.IO.Compression;
using Keras.Files;
using Xunit;

namespace Keras.Tests.Saving;

public sealed class SaveTests
{
    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using TemporaryPath path = new(".keras");
        File.WriteAllText(path.Value, "old");
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(path.Value, overwrite: true, stream =>
        {
            stream.Write("new"u8);
            Assert.Equal("old", File.ReadAllText(path.Value));
            throw new InvalidDataException();
        }));
        Assert.Equal("old", File.ReadAllText(path.Value));
        Assert.Empty(path.Beside);
    }

    [Fact]
    public void An_existing_file_is_kept_where_it_must_not_be_replaced()
    {
        using Sequential model = RoundTripTests.Small();
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        byte[] before = File.ReadAllBytes(path.Value);
        Assert.Throws<IOException>(() => model.Save(path.Value, overwrite: false));
        Assert.Equal(before, File.ReadAllBytes(path.Value));
        Assert.Empty(path.Beside);
    }

    [Fact]
    public void Other_names_are_refused()
    {
        using Sequential model = RoundTripTests.Small();
        Assert.Throws<ArgumentException>(() => model.Save("model.bin"));
        Assert.Throws<ArgumentException>(() => model.SaveWeights("model.bin"));
        Assert.Throws<FileNotFoundException>(() => Model.Load("no such file.keras"));
        using Sequential unbuilt = new(new Layers.Dense(1));
        Assert.Throws<InvalidOperationException>(() => unbuilt.SaveWeights("w.weights.h5"));
    }

    [Fact]
    public void The_archive_is_as_Keras_writes_it()
    {
        using Sequential model = RoundTripTests.Small();
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using ZipArchive archive = ZipFile.OpenRead(path.Value);
        Assert.Equal(["metadata.json", "config.json", "model.weights.h5"], archive.Entries.Select(e => e.FullName));
        Assert.All(archive.Entries, e => Assert.Equal(e.Length, e.CompressedLength));
    }
}
