using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Keras.Tests.Support;

/// <summary>One topic of what the real Keras said: the cases of <c>Fixtures/topic.json</c> and the arrays of <c>topic.npz</c>.</summary>
public sealed class Fixture
{
    private static readonly ConcurrentDictionary<string, Lazy<Fixture>> Loaded = new();
    private readonly Dictionary<string, NpyArray> arrays;

    private Fixture(string topic)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", topic);
        using (JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path + ".json")))
            Root = document.RootElement.Clone();
        arrays = File.Exists(path + ".npz") ? ReadArrays(path + ".npz") : [];
    }

    /// <summary>The JSON file's object.</summary>
    public JsonElement Root { get; }

    /// <summary>The names of the arrays.</summary>
    public IReadOnlyCollection<string> Names => arrays.Keys;

    /// <summary>The topic's fixture, read once.</summary>
    public static Fixture Load(string topic)
        => Loaded.GetOrAdd(topic, name => new Lazy<Fixture>(() => new Fixture(name))).Value;

    /// <summary>A property of the root that is a list of cases.</summary>
    public IEnumerable<JsonElement> Cases(string property = "cases") => Root.GetProperty(property).EnumerateArray();

    /// <summary>The array of that name.</summary>
    public NpyArray Array(string name)
        => arrays.TryGetValue(name, out NpyArray? array) ? array : throw new KeyNotFoundException($"The fixture has no array '{name}'.");

    /// <summary>The array that a JSON string names.</summary>
    public NpyArray Array(JsonElement name) => Array(name.GetString()!);

    /// <summary>The array that a case's property names, or null if the property is absent or null.</summary>
    public NpyArray? ArrayOrNull(JsonElement owner, string property)
        => owner.TryGetProperty(property, out JsonElement name) && name.ValueKind == JsonValueKind.String ? Array(name) : null;

    /// <summary>A JSON number; the strings NaN, Infinity and -Infinity are numbers too.</summary>
    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.GetDouble();

    /// <summary>A JSON list of numbers.</summary>
    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    private static Dictionary<string, NpyArray> ReadArrays(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(entry => entry.FullName[..^".npy".Length], Read);
    }

    private static NpyArray Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        byte[] bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return NpyArray.Parse(bytes);
    }
}
