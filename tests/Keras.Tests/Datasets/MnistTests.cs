using Keras.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Datasets;

public sealed class MnistTests
{
    [Fact]
    public void The_copy_is_MNIST()
    {
        (ImageDataset train, ImageDataset test) = Mnist.Load();
        Assert.Equal((60000, 10000), (train.Count, test.Count));
        Assert.Equal([60000, 28, 28], train.Images.Shape);
        Assert.Equal([60000], train.Labels.Shape);
        Assert.Equal([10000, 28, 28], test.Images.Shape);
        Assert.Equal([10000], test.Labels.Shape);
        Assert.Equal(DType.UInt8, train.Images.DType);
        Assert.Equal<byte>([5, 0, 4, 1, 9], train.Labels.ToTensor().AsSpan<byte>()[..5].ToArray());
        Assert.Equal<byte>([7, 2, 1, 0, 4], test.Labels.ToTensor().AsSpan<byte>()[..5].ToArray());
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], Histogram(train));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], Histogram(test));

        // The means that are published for MNIST: 0.1307 and 0.1325 of 255.
        Assert.Equal(33.318421, Sum(train) / 47_040_000.0, 6);
        Assert.Equal(33.791224, Sum(test) / 7_840_000.0, 6);
    }

    [Fact]
    public void An_altered_copy_is_refused()
    {
        using TemporaryDirectory directory = new();
        Copy(directory);
        (ImageDataset train, _) = MnistCopy.Load(directory.FullName);
        Assert.Equal(60000, train.Count);
        foreach (string name in Directory.GetFiles(directory.FullName))
        {
            byte[] bytes = File.ReadAllBytes(name);
            foreach (int at in (int[])[4, bytes.Length / 2, bytes.Length - 1])
            {
                bytes[at] ^= 1;
                File.WriteAllBytes(name, bytes);
                DatasetException e = Assert.Throws<DatasetException>(() => MnistCopy.Load(directory.FullName));
                Assert.Equal(name, e.Path);
                Assert.Contains("it was altered", e.Message, StringComparison.Ordinal);
                bytes[at] ^= 1;
            }

            File.WriteAllBytes(name, bytes[..^1]);
            Assert.Contains("it was altered",
                Assert.Throws<DatasetException>(() => MnistCopy.Load(directory.FullName)).Message, StringComparison.Ordinal);
            File.WriteAllBytes(name, bytes);
        }
    }

    [Fact]
    public void A_missing_copy_is_named()
    {
        using TemporaryDirectory directory = new();
        DatasetException e = Assert.Throws<DatasetException>(() => MnistCopy.Load(directory.FullName));
        Assert.Contains("train-images-idx3-ubyte.gz' is missing", e.Message, StringComparison.Ordinal);
    }

    private static void Copy(TemporaryDirectory directory)
    {
        foreach (string file in Directory.GetFiles(MnistCopy.Directory))
            File.WriteAllBytes(directory[Path.GetFileName(file)], File.ReadAllBytes(file));
    }

    private static int[] Histogram(ImageDataset set)
    {
        int[] counts = new int[10];
        foreach (byte label in set.Labels.ToTensor().AsSpan<byte>())
            counts[label]++;
        return counts;
    }

    private static long Sum(ImageDataset set)
    {
        long sum = 0;
        foreach (byte pixel in set.Images.ToTensor().AsSpan<byte>())
            sum += pixel;
        return sum;
    }
}
