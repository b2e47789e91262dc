using System.IO.Compression;
using Keras.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Datasets;

public sealed class MnistDirectoryTests : IDisposable
{
    private static readonly string[] Names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
    private static readonly string[] Arrays = ["x_train", "y_train", "x_test", "y_test"];
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("-", "")]
    [InlineData("-", ".gz")]
    [InlineData(".", "")]
    [InlineData(".", ".gz")]
    public void Four_files_of_either_spelling(string separator, string extension)
    {
        Tensor[] parts = Parts();
        for (int i = 0; i < parts.Length; i++)
        {
            byte[] bytes = Samples.Idx(parts[i]);
            directory.Write(Names[i].Replace("-idx", separator + "idx", StringComparison.Ordinal)
                + extension, extension == "" ? bytes : Samples.Gzip(bytes));
        }

        RequireParts(parts, Mnist.Load(directory.FullName));
        RequireParts(parts, FashionMnist.Load(directory.FullName));
    }

    [Fact]
    public void One_NPZ_file()
    {
        Tensor[] parts = Parts();
        WriteNpz("mnist.npz", parts);
        WriteNpz("fashion-mnist.npz", parts);
        RequireParts(parts, Mnist.Load(directory.FullName));
        RequireParts(parts, FashionMnist.Load(directory.FullName));
    }

    [Fact]
    public void Missing_directories_and_files_are_named_with_what_was_looked_for()
    {
        string none = directory["none"];
        DatasetException e = Assert.Throws<DatasetException>(() => Mnist.Load(none));
        Assert.Equal(none, e.Path);
        Assert.Contains("does not exist", e.Message, StringComparison.Ordinal);
        Assert.All(Names, name => Assert.Contains(name, e.Message, StringComparison.Ordinal));
        Assert.Contains("mnist.npz", e.Message, StringComparison.Ordinal);

        e = Assert.Throws<DatasetException>(() => FashionMnist.Load(directory.FullName));
        Assert.Contains("has none of the files", e.Message, StringComparison.Ordinal);
        Assert.Contains("fashion-mnist.npz", e.Message, StringComparison.Ordinal);

        directory.Write(Names[1], []);
        e = Assert.Throws<DatasetException>(() => Mnist.Load(directory.FullName));
        Assert.Contains($"has {Names[1]} but not the rest", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_such_a_set_is_refused()
    {
        Refuse(0, Tensor.Zeros(DType.UInt8, [5, 28, 27]), "expected images of uint8 [n, 28, 28]");
        Refuse(0, Tensor.Zeros(DType.Int32, [5, 28, 28]), "expected images");
        Refuse(2, Tensor.Zeros(DType.UInt8, [784]), "expected images");
        Refuse(1, Tensor.Zeros(DType.UInt8, [4]), "expected labels of uint8 [5]");
        Refuse(3, Tensor.Zeros(DType.Int64, [3]), "expected labels of uint8 [3]");
        Refuse(3, Tensor.Create<byte>([0, 10, 1]), "has the label 10 for image 1");

        void Refuse(int part, Tensor wrong, string sentence)
        {
            Tensor[] parts = Parts();
            parts[part] = wrong;
            WriteNpz("mnist.npz", parts);
            DatasetException e = Assert.Throws<DatasetException>(() => Mnist.Load(directory.FullName));
            Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
            Assert.Contains($"mnist.npz' ({Arrays[part]})", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ten_articles_of_clothing() => Assert.Equal((10, "Ankle boot"), (FashionMnist.ClassNames.Count, FashionMnist.ClassNames[9]));

    private static Tensor[] Parts()
    {
        byte[] pixels = new byte[8 * 28 * 28];
        new Random(1).NextBytes(pixels);
        return
        [
            Tensor.Create<byte>(pixels.AsSpan(0, 5 * 784), [5, 28, 28]), Tensor.Create<byte>([0, 9, 1, 8, 2]),
            Tensor.Create<byte>(pixels.AsSpan(5 * 784), [3, 28, 28]), Tensor.Create<byte>([3, 7, 4]),
        ];
    }

    private static void RequireParts(Tensor[] parts, (ImageDataset Train, ImageDataset Test) sets)
    {
        Assert.Equal(parts[0].AsBytes(), sets.Train.Images.ToTensor().AsBytes());
        Assert.Equal(parts[1].AsBytes(), sets.Train.Labels.ToTensor().AsBytes());
        Assert.Equal(parts[2].AsBytes(), sets.Test.Images.ToTensor().AsBytes());
        Assert.Equal(parts[3].AsBytes(), sets.Test.Labels.ToTensor().AsBytes());
        Assert.Equal((5, 3), (sets.Train.Count, sets.Test.Count));
    }

    private void WriteNpz(string name, Tensor[] parts) =>
        NpzFile.Write(directory[name], Arrays.Zip(parts).ToDictionary(p => p.First, p => p.Second), CompressionLevel.Fastest);
}
