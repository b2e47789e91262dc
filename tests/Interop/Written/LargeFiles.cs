using System.Globalization;
using Keras.Initializers;
using Keras.Layers;
using TensorFlow;

namespace Keras.Interop;

/// <summary>
/// Writes files of more than 4 GiB, where lengths of 32 bits end, for Keras to read: <c>python/large.py</c> compares the numbers. That
/// takes 6 GB of memory and 14 GB of disk here, and 10 GB of memory there.
/// </summary>
internal static class LargeFiles
{
    private const int Units = 17_000, Layers = 4;

    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using Sequential model = new([.. Enumerable.Range(0, Layers).Select(
            i => new Dense(Units) { InputShape = [Units], KernelInitializer = new RandomUniform(-1, 1, i + 3) })]);
        model.Compile("sgd", "mse");
        using StreamWriter numbers = new(Path.Combine(folder, "large.txt"));
        for (int i = 0; i < Layers; i++)
        {
            using Tensor kernel = model.Weights[2 * i].Read();
            ReadOnlySpan<float> values = kernel.AsSpan<float>();
            numbers.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{values[0]:R} {values[1]:R} {values[values.Length / 2]:R} {values[^1]:R}"));
        }

        model.Save(Path.Combine(folder, "large.keras"));
        model.SaveWeights(Path.Combine(folder, "large.weights.h5"));
    }
}
