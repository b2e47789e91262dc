namespace Keras.Saving.Hdf5;

/// <summary>A group of an HDF5 file: its groups, arrays and attributes by name.</summary>
internal sealed class Hdf5Group
{
    public Dictionary<string, Hdf5Group> Groups { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Hdf5Dataset> Datasets { get; } = new(StringComparer.Ordinal);

    /// <summary>Attributes: a string or a list of strings.</summary>
    public Dictionary<string, string[]> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the attributes that are lists of strings.</summary>
    public HashSet<string> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets a group inside of this one, which is created where it does not exist.</summary>
    public Hdf5Group Add(string name)
    {
        if (!Groups.TryGetValue(name, out Hdf5Group? group))
            Groups[name] = group = new();
        return group;
    }

    /// <summary>Finds the group at a path; null where there is none.</summary>
    public Hdf5Group? Find(params ReadOnlySpan<string> path)
    {
        Hdf5Group? group = this;
        foreach (string name in path)
            group = group?.Groups.GetValueOrDefault(name);
        return group;
    }

    /// <summary>Finds the array at a path of names with slashes; null where there is none.</summary>
    public Hdf5Dataset? FindDataset(string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 ? null : Find(names.AsSpan(0, names.Length - 1))?.Datasets.GetValueOrDefault(names[^1]);
    }

    public void Set(string attribute, string value) => Attributes[attribute] = [value];

    public void Set(string attribute, string[] values)
    {
        Attributes[attribute] = values;
        Lists.Add(attribute);
    }

    /// <summary>Gets an attribute that is a string; null where there is none.</summary>
    public string? GetString(string attribute) =>
        Attributes.TryGetValue(attribute, out string[]? values) && values.Length == 1 ? values[0] : null;

    /// <summary>
    /// Gets an attribute that is a list of strings, which Keras splits into numbered parts where it is long; null where there is none.
    /// </summary>
    public string[]? GetStrings(string attribute)
    {
        if (Attributes.TryGetValue(attribute, out string[]? values))
            return values;
        List<string> parts = [];
        int count = 0;
        for (; Attributes.TryGetValue(attribute + count, out string[]? part); count++)
            parts.AddRange(part);
        return count > 0 ? [.. parts] : null;
    }
}
