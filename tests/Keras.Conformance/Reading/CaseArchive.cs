using System.IO.Compression;
using System.Text.Json.Nodes;
using Keras.Datasets;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>One zip of cases with the arrays they share; the arrays are read when a case first asks for one.</summary>
internal sealed class CaseArchive : IDisposable
{
    private readonly Lazy<IReadOnlyDictionary<string, Tensor>> arrays;

    public CaseArchive(string path)
    {
        arrays = new(() => NpzFile.Read(path));
        using ZipArchive zip = ZipFile.OpenRead(path);
        using Stream stream = (zip.GetEntry("cases.json") ?? throw new InvalidDataException($"'{path}' has no cases.json.")).Open();
        JsonArray list = JsonNode.Parse(stream) as JsonArray ?? throw new InvalidDataException($"The cases.json of '{path}' is no list.");
        Cases = [.. list.Select((node, i) => node is JsonObject item
            ? new ConformanceCase(item, name => arrays.Value[name])
            : ConformanceCase.Damaged($"{Path.GetFileName(path)}/{i}", "the entry is no object"))];
    }

    public IReadOnlyList<ConformanceCase> Cases { get; }

    public void Dispose()
    {
        if (!arrays.IsValueCreated)
            return;
        foreach (Tensor array in arrays.Value.Values)
            array.Dispose();
    }
}
