namespace Keras.Saving;

/// <summary>The texts that layers have beside config and weights, such as vocabularies, under the paths that Keras gives them in an
/// archive: <c>assets/layers/string_lookup/vocabulary.txt</c>.</summary>
internal static class ModelAssets
{
    /// <summary>The folder of all of them.</summary>
    public const string Folder = "assets/";

    /// <summary>Gets the texts of a model with their paths.</summary>
    public static IReadOnlyList<(string Path, string Text)> Of(Layer model) =>
        [.. Places(model).SelectMany(p => p.Layer.Assets.Select(a => ($"{Folder}{p.Path}{a.Path}", a.Text())))];

    /// <summary>Gives the layers of a model their texts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="find">Gets a text by its path; null where there is none.</param>
    public static void Read(Layer model, Func<string, string?> find)
    {
        foreach ((string path, Layer layer) in Places(model))
        {
            // A layer inside of another one has the same text.
            foreach (string name in layer.Assets.Select(a => a.Path).Where(n => !n.Contains('/', StringComparison.Ordinal)))
            {
                if (find($"{Folder}{path}{name}") is { } text)
                    layer.ReadAsset(text);
            }
        }
    }

    private static IEnumerable<(string Path, Layer Layer)> Places(Layer model)
    {
        HashSet<Layer> visited = new(ReferenceEqualityComparer.Instance);
        return Below("", model, visited);

        static IEnumerable<(string, Layer)> Below(string path, Layer layer, HashSet<Layer> visited)
        {
            if (!visited.Add(layer))
                yield break;
            yield return (path, layer);
            string inside = layer is Model ? path + "layers/" : path;
            foreach ((string name, Layer inner) in layer.SavedLayers)
            {
                foreach ((string, Layer) place in Below($"{inside}{name}/", inner, visited))
                    yield return place;
            }
        }
    }
}
