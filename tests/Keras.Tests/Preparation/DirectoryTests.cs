using Keras.Layers;
using Keras.Pipelines;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preparation;

/// <summary>Images and texts of a directory, as Keras's own tests of <c>…_dataset_from_directory</c> have them.</summary>
public sealed class DirectoryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("keras-directory-").FullName;

    public DirectoryTests()
    {
        foreach (string directory in (string[])["dog", "cat", "cat/kittens", ".hidden"])
            Directory.CreateDirectory(Path.Combine(root, directory));
        string[] images = ["cat/0.png", "cat/kittens/1.png", "dog/2.png", "dog/3.PNG", ".hidden/4.png"];
        for (int i = 0; i < images.Length; i++)
        {
            using Tensor pixels = Tensor.Create<byte>([.. Enumerable.Repeat((byte)(10 * (i + 1)), 6 * (i + 2) * 3)], [6, i + 2, 3]);
            Keras.Utils.SaveImage(Path.Combine(root, images[i]), pixels, fileFormat: "png", scale: false);
            File.WriteAllText(Path.ChangeExtension(Path.Combine(root, images[i]), ".txt"), $"text {i}");
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("int", "2", new[] { 0f, 0, 1, 1 })]
    [InlineData("binary", "2, 1", new[] { 0f, 0, 1, 1 })]
    [InlineData("categorical", "2, 2", new[] { 1f, 0, 1, 0, 0, 1, 0, 1 })]
    public void Subdirectories_are_classes_and_images_have_one_size(string mode, string labels, float[] expected)
    {
        DirectoryDataset files = Keras.Utils.ImageDatasetFromDirectory(
            root, (4, 3), options: new() { LabelMode = mode, BatchSize = 2, Shuffle = false });
        Assert.Equal(["cat", "dog"], files.ClassNames);
        Assert.Equal(["0.png", "1.png", "2.png", "3.PNG"], files.FilePaths.Select(Path.GetFileName));
        (Tensor X, Tensor? Y)[] batches = Read(files);
        Assert.All(batches, b => Assert.Equal("float32 [2, 4, 3, 3]", $"{b.X.DType.StandardName} {b.X.Shape}"));
        Assert.Equal([10, 20, 30, 40], batches.SelectMany(b => new[] { b.X.ToArray<float>()[0], b.X.ToArray<float>()[^1] }));
        Assert.All(batches, b => Assert.Equal($"[{labels}]", b.Y!.Shape.ToString()));
        Assert.Equal(mode == "int" ? DType.Int32 : DType.Float32, batches[0].Y!.DType);
        Assert.Equal(expected, batches.SelectMany(b => Floats(b.Y!)));
        Free(batches);
    }

    [Fact]
    public void Both_subsets_of_one_seed_are_all_files()
    {
        DirectoryOptions part = new() { ValidationSplit = 0.25, Subset = "training", Seed = 5, LabelMode = null };
        DirectoryDataset train = Keras.Utils.TextDatasetFromDirectory(root, options: part);
        DirectoryDataset validation = Keras.Utils.TextDatasetFromDirectory(root, maxLength: 4, part with { Subset = "validation" });
        DirectoryDataset both = Keras.Utils.TextDatasetFromDirectory(root, options: part with { Subset = "both" });
        Assert.Equal([.. train.FilePaths, .. validation.FilePaths], [.. both.FilePaths, .. both.Validation!.FilePaths]);
        Assert.Null(train.Validation);
        // Without labels the whole directory is read, hidden subdirectories too.
        Assert.Equal((4, 1), (train.FilePaths.Count, validation.FilePaths.Count));
        Assert.Equal(5, train.FilePaths.Union(validation.FilePaths).Count());
        Assert.Null(train.ClassNames);
        (Tensor X, Tensor? Y)[] batches = Read(train), cut = Read(validation);
        Assert.Equal(train.FilePaths.Select(File.ReadAllText).Order(), batches.Single().X.ToStrings().Order());
        Assert.Equal(["text"], cut.Single().X.ToStrings());
        Assert.Null(batches[0].Y);
        Free([.. batches, .. cut]);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    public void Sounds_have_the_length_of_the_longest_or_the_one_wanted(int? wanted, int length)
    {
        File.WriteAllBytes(Path.Combine(root, "cat", "short.wav"), Sound(16384));
        File.WriteAllBytes(Path.Combine(root, "dog", "long.wav"), Sound(-32768, 8192, 16384));
        DirectoryDataset files = Keras.Utils.AudioDatasetFromDirectory(root, wanted, new() { Shuffle = false });
        (Tensor X, Tensor? Y)[] batches = Read(files);
        float[] expected = [0.5f, 0, 0, 0, 0, -1, 0.25f, 0.5f, 0, 0];
        Assert.Equal($"[2, {length}, 1]", batches.Single().X.Shape.ToString());
        Assert.Equal([.. expected[..length], .. expected[5..(5 + length)]], batches[0].X.ToArray<float>());
        Assert.Equal([0, 1], batches[0].Y!.ToArray<int>());
        Free(batches);
        File.WriteAllText(Path.Combine(root, "dog", "none.wav"), "no sound");
        Assert.Contains("expected 16-bit PCM", Assert.Throws<InvalidDataException>(() => Read(
            Keras.Utils.AudioDatasetFromDirectory(root))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_does_not_mix_with_the_image()
    {
        DirectoryDataset files = Keras.Utils.ImageDatasetFromDirectory(
            root, (4, 3), "grayscale", padToAspectRatio: true, options: new() { Shuffle = false, BatchSize = 1 });
        (Tensor X, Tensor? Y)[] batches = Read(files);
        // 6 × 2 pixels become 4 × 1 of 4 × 3.
        Assert.Equal([10, 0, 0, 10, 0, 0, 10, 0, 0, 10, 0, 0], batches[0].X.ToArray<float>());
        Free(batches);
    }

    [Fact]
    public void A_model_trains_on_a_directory()
    {
        using Sequential model = new(new InputLayer([4, 3, 1]), new Flatten(), new Dense(2, "softmax"));
        model.Compile("sgd", "sparse_categorical_crossentropy");
        DirectoryDataset files = Keras.Utils.ImageDatasetFromDirectory(
            root, (4, 3), "grayscale", options: new() { ClassNames = ["dog", "cat"], BatchSize = 3 });
        Assert.Single(model.Fit(files, epochs: 1, verbose: Verbosity.Silent)["loss"]);
        Assert.Equal(["dog", "cat"], files.ClassNames);
    }

    [Fact]
    public void Misuse_is_told()
    {
        Told("expected a label for each of 5 files", new() { Labels = [1, 2] });
        Told("expected the labelMode int, categorical or binary", new() { LabelMode = "other" });
        Told("expected classNames among the subdirectories cat, dog, got 'bird'", new() { ClassNames = ["bird"] });
        Told("expected exactly 2 classes for the labelMode binary, got cat", new() { LabelMode = "binary", ClassNames = ["cat"] });
        Told("expected validationSplit and subset together", new() { ValidationSplit = 0.2 });
        Told("expected a validationSplit between 0 and 1, got 2", new() { ValidationSplit = 2, Subset = "training" });
        Told("expected the subset training, validation or both, got 'other'", new() { ValidationSplit = 0.2, Subset = "other" });
        Told("got none of 4 for the subset validation with a validationSplit of 0.01; change it, or add files",
            new() { ValidationSplit = 0.01, Subset = "both", Seed = 1 });
        Told("expected labels from 0 to 3, as there are 4, got 7", new() { LabelMode = "categorical", Labels = [0, 1, 2, 7, 0] });
        Told("expected labels of at least 0, got -1", new() { Labels = [0, 1, 2, -1, 0] });
        Told("expected each of the classNames once, got cat, cat", new() { ClassNames = ["cat", "cat"] });
        Told("expected no classNames with the labelMode null", new() { LabelMode = null, ClassNames = ["cat"] });
        Told("expected a seed, got none", new() { ValidationSplit = 0.2, Subset = "training" });
        Assert.Contains("expected the color mode", Assert.Throws<ArgumentException>(
            () => Keras.Utils.ImageDatasetFromDirectory(root, colorMode: "other")).Message, StringComparison.Ordinal);
        Assert.Contains("expected files ending in .txt", Assert.Throws<ArgumentException>(
            () => Keras.Utils.TextDatasetFromDirectory(root, options: new() { ClassNames = [] })).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => Keras.Utils.TextDatasetFromDirectory(Path.Combine(root, "none")));

        string dogs = Path.Combine(root, "dog");
        Assert.Contains("outside of subdirectories, which are the classes; move them into some", Assert.Throws<ArgumentException>(
            () => Keras.Utils.TextDatasetFromDirectory(dogs)).Message, StringComparison.Ordinal);

        void Told(string message, DirectoryOptions options) => Assert.Contains(
            message, Assert.ThrowsAny<ArgumentException>(() => Keras.Utils.ImageDatasetFromDirectory(root, options: options)).Message,
            StringComparison.Ordinal);
    }

    private static (Tensor X, Tensor? Y)[] Read(Dataset dataset) =>
        [.. ((BatchDataset)dataset).Batches.Select(b => (b.X.ToTensor(), b.Y?.ToTensor()))];

    // A RIFF file of one channel at 8 kHz.
    private static byte[] Sound(params short[] samples)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(16000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(2 * samples.Length);
        foreach (short sample in samples)
            writer.Write(sample);
        writer.Flush();
        return stream.ToArray();
    }

    private static float[] Floats(Tensor tensor)
    {
        using Tensor floats = tensor.Cast(DType.Float32);
        return floats.ToArray<float>();
    }

    private static void Free((Tensor X, Tensor? Y)[] batches)
    {
        foreach ((Tensor x, Tensor? y) in batches)
        {
            x.Dispose();
            y?.Dispose();
        }
    }
}
