using System.Security.Cryptography;
using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// Large arrays that a layer, a loss or a function of the data captures. A function takes them as weights and not as constants, which the
/// runtime would copy several times and search for folding. Equal arrays share one weight, so that functions that capture equal arrays are
/// equal.
/// </summary>
internal static class CapturedArrays
{
    private static readonly Dictionary<string, WeakReference<Weight>> Known = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    /// <summary>The weight that holds an array; it lives as long as a function that uses it.</summary>
    /// <param name="value">The array.</param>
    public static Weight Of(Tensor value)
    {
        string key = $"{value.DType} {value.Shape} {Convert.ToHexString(SHA256.HashData(value.AsBytes()))}";
        lock (Gate)
        {
            if (Known.TryGetValue(key, out WeakReference<Weight>? reference) && reference.TryGetTarget(out Weight? known))
                return known;
            foreach (string gone in Known.Where(k => !k.Value.TryGetTarget(out _)).Select(k => k.Key).ToArray())
                Known.Remove(gone);
            Weight weight = new("captured", value.Shape, value.DType, "zeros") { Trainable = false, BeganTrainable = false };
            weight.Initialize(DeviceTensor.From(value), null);
            Known[key] = new(weight);
            return weight;
        }
    }
}
