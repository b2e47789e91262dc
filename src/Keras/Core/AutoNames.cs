using System.Globalization;

namespace Keras;

/// <summary>Keras's automatic names: <c>dense</c>, <c>dense_1</c>, <c>dense_2</c>, counted in the whole process.</summary>
public static class AutoNames
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Uses = new(StringComparer.Ordinal);

    /// <summary>Begins to count anew, as Keras's <c>clear_session</c> does.</summary>
    public static void Reset()
    {
        lock (Gate)
            Uses.Clear();
    }

    internal static string Next(string prefix)
    {
        lock (Gate)
        {
            int uses = Uses.GetValueOrDefault(prefix);
            Uses[prefix] = uses + 1;
            return Numbered(prefix, uses);
        }
    }

    /// <summary>Takes the latest automatic name back, because its object was given another one: given names are not counted.</summary>
    internal static void Return(string prefix, string name)
    {
        lock (Gate)
        {
            if (Uses.TryGetValue(prefix, out int uses) && name == Numbered(prefix, uses - 1))
                Uses[prefix] = uses - 1;
        }
    }

    private static string Numbered(string prefix, int number) =>
        number == 0 ? prefix : string.Create(CultureInfo.InvariantCulture, $"{prefix}_{number}");
}
