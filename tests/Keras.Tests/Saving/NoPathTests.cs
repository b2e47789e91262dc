using Keras.Callbacks;
using Keras.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What takes a path and is given none says so in a sentence, before anything else happens.</summary>
public sealed class NoPathTests
{
    private static readonly (string Name, string Expected, Action<string> Call)[] Cases =
    [
        ("ModelCheckpoint", "ModelCheckpoint: expected a path", path => _ = new ModelCheckpoint(path)),
        ("CsvLogger", "CsvLogger: expected a path", path => _ = new CsvLogger(path)),
        ("BackupAndRestore", "BackupAndRestore: expected a directory", path => _ = new BackupAndRestore(path)),
        ("TensorBoard", "TensorBoard: expected a directory", path => _ = new TensorBoard(path)),
        ("NpyFile.Read", "Read: expected a path", path => NpyFile.Read(path).Dispose()),
        ("NpyFile.Write", "Write: expected a path", path => WriteTo(path)),
        ("NpzFile.Read", "Read: expected a path", path => NpzFile.Read(path)),
        ("IdxFile.Read", "Read: expected a path", path => IdxFile.Read(path).Dispose()),
        ("Mnist.Load", "Load: expected a directory", path => Mnist.Load(path)),
        ("FashionMnist.Load", "Load: expected a directory", path => FashionMnist.Load(path)),
        ("Model.Load", "Load: expected a path", path => Model.Load(path).Dispose()),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_and_an_empty_string_are_told(string name)
    {
        (_, string expected, Action<string> call) = Cases.Single(c => c.Name == name);
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(() => call(null!)).Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(() => call("")).Message, StringComparison.Ordinal);
    }

    private static void WriteTo(string path)
    {
        using Tensor array = Tensor.Create<float>([1]);
        NpyFile.Write(path, array);
    }
}
