using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Interop;

/// <summary>How far numbers are from those wanted: the largest difference, relative where the wanted number is larger than 1.</summary>
internal static class Distances
{
    /// <summary>From an array; infinite where type or shape is another. The tensor is disposed.</summary>
    public static double Of(Tensor got, JsonNode wanted)
    {
        using (got)
        {
            if (got.DType.StandardName != wanted["dtype"]!.GetValue<string>() || got.Shape != JsonArrays.ShapeOf(wanted))
                return double.PositiveInfinity;
            using Tensor numbers = got.Cast(DType.Float64);
            return Of(numbers.ToArray<double>(), JsonArrays.Values(wanted));
        }
    }

    /// <summary>From a list of arrays; infinite where their number is another.</summary>
    public static double Of(IReadOnlyList<Tensor> got, JsonNode wanted) => got.Count == wanted.AsArray().Count
        ? got.Select((tensor, i) => Of(tensor, wanted[i]!)).DefaultIfEmpty().Max()
        : double.PositiveInfinity;

    /// <summary>Of loss and metrics by epoch.</summary>
    /// <exception cref="InvalidDataException">Others are reported.</exception>
    public static double Of(History got, JsonObject wanted)
    {
        string reported = string.Join(", ", got.Keys), expected =
            string.Join(", ", wanted.Select(p => p.Key).Order(StringComparer.Ordinal));
        return reported == expected
            ? wanted.Max(p => Of([.. got[p.Key]], JsonArrays.Numbers(p.Value)))
            : throw new InvalidDataException($"training reports {reported}, expected {expected}");
    }

    private static double Of(double[] got, double[] wanted) => got.Length == wanted.Length
        ? got.Zip(wanted, (g, w) => g.Equals(w) ? 0 : Math.Abs(g - w) / Math.Max(1, Math.Abs(w))).DefaultIfEmpty().Max()
        : double.PositiveInfinity;
}
