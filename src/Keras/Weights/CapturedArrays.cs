using System.Security.Cryptography;
using TensorFlow;

namespace Keras.Weights;

/// <summary>
/// Large arrays that a layer, a loss or a function of data captured: a program takes them as it takes weights, instead of holding them as
/// constants, of which the runtime makes several copies and looks into each for a long time. Equal arrays are one, so that a function that
/// captures an equal array is the same function.
/// </summary>
internal static class CapturedArrays
{
    private static readonly Dictionary<string, WeakReference<Weight>> Known = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    /// <summary>The weight that holds an array; it lives as long as a program that takes it.</summary>
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
