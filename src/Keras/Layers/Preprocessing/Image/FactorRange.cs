using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>
/// The range that a factor of an image layer is drawn from. As Keras does, a layer writes its ends, whichever form was given.
/// </summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="IsLowerBound">Whether the lower end is the layer's bound, which is an integer in Keras, and no given number.</param>
internal readonly record struct FactorRange(double Lower, double Upper, bool IsLowerBound)
{
    public static implicit operator (double Lower, double Upper)(FactorRange range) => (range.Lower, range.Upper);

    public static void Write(Config config, string key, FactorRange range) => config.SetNode(key, new JsonArray(
        range.IsLowerBound ? ConfigLists.WholeWherePossible(range.Lower) : PythonFloat.Node(range.Lower), PythonFloat.Node(range.Upper)));
}
