namespace TensorFlow;

/// <summary>Finds what a mistyped name was meant to be.</summary>
internal static class NearestNames
{
    private const int MostSuggestions = 3;

    // A short list is told as a whole.
    private const int ShortList = 8;

    /// <summary>The end of a sentence about a name that is not known: what was meant, or what there is.</summary>
    public static string Hint(string name, IReadOnlyList<string> known)
    {
        string[] near = Of(name, known);
        if (near.Length > 0)
            return $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
        return known.Count <= ShortList ? $"the known ones are {string.Join(", ", known)}."
            : $"there are {known.Count} known ones, from '{known[0]}' to '{known[^1]}'.";
    }

    /// <summary>
    /// The end of a sentence about a name that a model, a dataset or a history does not have: the nearest names, or those that there are.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that there are.</param>
    /// <param name="listing">What comes before a list of them: "its layers are".</param>
    public static string Hint(string name, IReadOnlyList<string> known, string listing)
    {
        if (Of(name, known) is { Length: > 0 } near)
            return $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
        if (known.Count == 0)
            return "there are none.";
        string rest = known.Count > ShortList ? $" and {known.Count - ShortList} more" : "";
        return $"{listing} {string.Join(", ", known.Take(ShortList).Select(n => $"'{n}'"))}{rest}.";
    }

    /// <summary>The nearest names, the best first; none where nothing is near.</summary>
    public static string[] Of(string name, IEnumerable<string> known)
    {
        string plain = Plain(name);
        (string Name, int Distance, int Exact)[] ranked = [.. known
            .Select(candidate => (candidate, Distance(plain, Plain(candidate), Allowed(plain)),
                Distance(name, candidate, name.Length + candidate.Length)))
            .Where(r => r.Item2 <= Allowed(plain))
            .OrderBy(r => r.Item2).ThenBy(r => r.Item3).ThenBy(r => r.candidate, StringComparer.Ordinal)];
        if (ranked.Length == 0)
            return plain.Length < 3 ? [] : [.. known.Where(k => Plain(k).StartsWith(plain, StringComparison.Ordinal))
                .OrderBy(k => k.StartsWith(name, StringComparison.Ordinal) ? 0 : 1)
                    .ThenBy(k => Distance(name, k, name.Length + k.Length)).DistinctBy(Plain).Take(MostSuggestions)];
        // Of two spellings of one name the more alike is told.
        return [.. ranked.Where(r => r.Distance == ranked[0].Distance)
            .DistinctBy(r => Plain(r.Name)).Take(MostSuggestions).Select(r => r.Name)];
    }

    // Two mistakes in a name of middle length, one in a short one.
    private static int Allowed(string plain) => Math.Max(1, plain.Length / 3);

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal)
        .Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>
    /// The edit distance of two names (optimal string alignment: insertions, deletions, substitutions and transpositions); a number above
    /// the limit where the distance is above it.
    /// </summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        int[] before = new int[b.Length + 1], last = [.. Enumerable.Range(0, b.Length + 1)], current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(last[j], current[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, last, current) = (last, current, before);
        }

        return last[b.Length];
    }
}
