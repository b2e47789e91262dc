using System.IO.Compression;
using static TorchSharp.torch;

namespace TorchBenchmarks;

/// <summary>The data of the comparison.</summary>
internal static class Examples
{
    /// <summary>Loads the examples of a model, and their classes.</summary>
    public static (Tensor X, Tensor Y) Load(string name, int count, string directory) => name switch
    {
        "cnn" or "lstm" or "gru" or "transformer" => Images(count, directory),
        "embedding" => Words(count),
        "resnet" => Made(count, 3, 32, 32),
        "conv1d" => Made(count, 1, 1_000),
        "convlstm" => Made(count, 8, 1, 16, 16),
        _ => throw new ArgumentException($"There is no model '{name}'.", nameof(name)),
    };

    private static (Tensor X, Tensor Y) Images(int count, string directory)
    {
        byte[] pixels = Read(Path.Combine(directory, "train-images-idx3-ubyte.gz"), 16), labels =
            Read(Path.Combine(directory, "train-labels-idx1-ubyte.gz"), 8);
        float[] values = new float[count * 784];
        for (int i = 0; i < values.Length; i++)
            values[i] = pixels[i] / 255f;
        return (tensor(values, [count, 28, 28]), tensor(labels.Take(count).Select(b => (long)b).ToArray()));
    }

    private static byte[] Read(string path, int header)
    {
        using GZipStream file = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return bytes.ToArray()[header..];
    }

    private static (Tensor X, Tensor Y) Words(int count)
    {
        Tensor words = randint(0, 20_000, [count, 200], dtype: int64);
        return (words, words.select(1, 0).remainder(10).contiguous());
    }

    private static (Tensor X, Tensor Y) Made(int count, params long[] shape)
    {
        Tensor labels = randint(0, 10, [count], dtype: int64);
        Tensor noise = (rand([count, .. shape]) * 2) - 1;
        return (noise + (labels.to(float32) * 0.05).reshape([count, .. shape.Select(_ => 1L)]), labels);
    }
}
