using System.Security.Cryptography;

namespace Keras.Datasets;

/// <summary>The copy of MNIST that comes with this library; it is the one that was published or it is refused.</summary>
internal static class MnistCopy
{
    private static readonly (string Name, int Length, string Sha256)[] Files =
    [
        ("train-images-idx3-ubyte.gz", 9719438, "0b367032e93c5d0cea0925647cfdb18614af8ee15f83e6f2fc2ad904a6835971"),
        ("train-labels-idx1-ubyte.gz", 28857, "1787548bbe0bff1ec2ecdc0ef292b02df999e2d1a6002d27500982c652b17203"),
        ("t10k-images-idx3-ubyte.gz", 1616508, "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be"),
        ("t10k-labels-idx1-ubyte.gz", 4517, "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b"),
    ];

    /// <summary>Where a build or a publication puts it.</summary>
    public static string Directory => Path.Combine(AppContext.BaseDirectory, "datasets", "mnist");

    public static (ImageDataset Train, ImageDataset Test) Load(string directory)
    {
        string[] paths = [.. Files.Select(f => Path.Combine(directory, f.Name))];
        byte[][] contents = [.. Enumerable.Range(0, MnistParts.Count).Select(i => Read(paths[i], Files[i].Length))];
        DatasetException?[] altered = new DatasetException?[MnistParts.Count];
        try
        {
            return MnistParts.Load(
                i => ArrayReader.Read(ArraySource.Of(paths[i], new MemoryStream(contents[i], writable: false)), IdxFile.ReadHeader),
                [.. paths.Select(p => (p, $"'{p}'"))],
                [.. Enumerable.Range(0, MnistParts.Count).Select<int, Action>(i => () => RequireHash(i))]);
        }
        catch (DatasetException) when (Array.Find(altered, a => a is not null) is not null)
        {
            // That it was altered says more than what the alteration broke.
            throw Array.Find(altered, a => a is not null)!;
        }

        void RequireHash(int i)
        {
            string found = Convert.ToHexStringLower(SHA256.HashData(contents[i]));
            if (found != Files[i].Sha256)
                throw altered[i] = Altered(paths[i], $"has the SHA-256 {found}, expected {Files[i].Sha256}");
        }
    }

    private static byte[] Read(string path, int length)
    {
        if (!File.Exists(path))
            throw new DatasetException(path, $"'{path}' is missing, expected the copy of MNIST that comes with this library; build or publish the program anew, or name a directory that has the files: Mnist.Load(directory).");
        using FileStream file = ArrayReader.OpenFile(path);
        if (file.Length != length)
            throw Altered(path, $"has {file.Length} bytes, expected {length}");
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        file.ReadExactly(bytes);
        return bytes;
    }

    private static DatasetException Altered(string path, string found) =>
        new(path, $"'{path}' {found}; it was altered. Build or publish the program anew, or read it unchecked with Mnist.Load(directory).");
}
