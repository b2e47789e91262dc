using System.Text.RegularExpressions;

namespace Keras.Models;

/// <summary>The layers between two names, as Keras finds them: names may be regular expressions.</summary>
internal static class LayerRange
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The first layer, and the one after the last.</summary>
    /// <exception cref="ArgumentException">No layer has such a name.</exception>
    public static (int First, int End) Find(IReadOnlyList<KerasOperation> layers, (string First, string Last)? range)
    {
        if (range is not { } names)
            return (0, layers.Count);
        int[] first = Matches(layers, names.First), last = Matches(layers, names.Last);
        return first[0] > last[^1] ? (last[0], first[^1] + 1) : (first[0], last[^1] + 1);
    }

    private static int[] Matches(IReadOnlyList<KerasOperation> layers, string name)
    {
        Required.Value("Summary", "the names of the first and the last layer", name);
        int[] matches = [.. Enumerable.Range(0, layers.Count).Where(i => Regex.IsMatch(
            layers[i].Name, $@"\A(?:{name})", RegexOptions.CultureInvariant, Patience))];
        return matches.Length > 0 ? matches : throw new ArgumentException(
            $"Summary: expected the name of a layer, or a regular expression that matches one, got '{name}'; "
            + NearestNames.Hint(name, [.. layers.Select(l => l.Name)], "the layers are"));
    }
}
