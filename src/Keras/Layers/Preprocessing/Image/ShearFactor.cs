using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>
/// A factor of <see cref="RandomShear"/> in configs. Keras writes a number as a range with a negative end; of these it reads only that of
/// 0, so that other numbers are written as numbers here.
/// </summary>
internal static class ShearFactor
{
    public static RandomFactor? Read(Config config, string key) => RandomFactor.Read(config, key)?.WithoutMirror();

    public static void Write(Config config, string key, RandomFactor factor) => config.SetNode(key, factor == 0.0
        ? new JsonArray(PythonFloat.Node(-0.0), PythonFloat.Node(0))
        : factor.ToJson());
}
