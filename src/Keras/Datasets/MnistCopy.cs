using System.Diagnostics.CodeAnalysis;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>The copy of MNIST that comes with this library, which is refused unless it is the published one.</summary>
internal static class MnistCopy
{
    private static readonly (string Name, int Length, string Sha256)[] Files =
    [
        ("train-images-idx3-ubyte.gz", 9719438, "0b367032e93c5d0cea0925647cfdb18614af8ee15f83e6f2fc2ad904a6835971"),
        ("train-labels-idx1-ubyte.gz", 28857, "1787548bbe0bff1ec2ecdc0ef292b02df999e2d1a6002d27500982c652b17203"),
        ("t10k-images-idx3-ubyte.gz", 1616508, "1a1a05eab793c14bb050b398624a11b0ffd1a2953baed553b1b9bd079e2a20be"),
        ("t10k-labels-idx1-ubyte.gz", 4517, "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b"),
    ];

    /// <summary>
    /// The directory next to the program, into which builds and publications copy it; for scripts and notebooks, that of the package.
    /// </summary>
    public static string Directory
    {
        get
        {
            string besideProgram = In(AppContext.BaseDirectory);
            return !System.IO.Directory.Exists(besideProgram) && Package is { } package
                && System.IO.Directory.Exists(In(package)) ? In(package) : besideProgram;
        }
    }

    /// <summary>
    /// The folder that has <c>lib/framework/Keras.dll</c>, or <c>runtimes/platform/lib/framework/Keras.dll</c> with code compiled ahead of
    /// time; null in a single file.
    /// </summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000:Avoid accessing Assembly file path when publishing as a single file",
        Justification = "Empty there, which is the answer.")]
    private static string? Package
    {
        get
        {
            string? folder = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(typeof(MnistCopy).Assembly.Location)));
            string? parent = Path.GetDirectoryName(folder);
            return Path.GetFileName(parent) == "runtimes" ? Path.GetDirectoryName(parent) : folder;
        }
    }

    private static string In(string directory) => Path.Combine(directory, "datasets", "mnist");

    public static (ImageDataset Train, ImageDataset Test) Load(string directory)
    {
        string[] paths = [.. Files.Select(f => Path.Combine(directory, f.Name))];
        return MnistParts.Load(i => Read(paths[i], Files[i].Length, Files[i].Sha256), [.. paths.Select(p => (p, $"'{p}'"))]);
    }

    private static Tensor Read(string path, int length, string sha256) => ArrayReader.Guarded(path, () => ReadFile(path, length, sha256));

    private static Tensor ReadFile(string path, int length, string sha256)
    {
        if (!File.Exists(path))
            throw new DatasetException(
                path, $"'{path}' is missing, expected the copy of MNIST that comes with this library; build or publish the program anew, "
                    + "or name a directory that has the files: Mnist.Load(directory).");
        using FileStream file = ArrayReader.OpenFile(path);
        if (file.Length != length)
            throw Altered(path, $"has {file.Length} bytes, expected {length}");
        using HashingStream hashing = new(file);
        Tensor? tensor = null;
        try
        {
            tensor = ArrayReader.Read(ArraySource.Of(path, hashing), IdxFile.ReadHeader);
            RequireHash();
            return tensor;
        }
        catch
        {
            // A wrong checksum explains more than the error that it caused.
            if (tensor is null)
                RequireHash();
            tensor?.Dispose();
            throw;
        }

        void RequireHash()
        {
            string found = hashing.Finish();
            if (found != sha256)
                throw Altered(path, $"has the SHA-256 {found}, expected {sha256}");
        }
    }

    private static DatasetException Altered(string path, string found) =>
        new(path, $"'{path}' {found}; it was altered. Build or publish the program anew, or read it unchecked with Mnist.Load(directory).");
}
