using Google.Protobuf;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>The files that a SavedModel brings in its folder <c>assets</c>, such as vocabularies.</summary>
/// <param name="directory">The directory of the SavedModel.</param>
/// <param name="files">What the file says of them.</param>
internal sealed class SavedModelAssets(string directory, IReadOnlyList<AssetFileDef> files)
{
    /// <summary>The assets of a SavedModel: TensorFlow 1 lists them in a collection.</summary>
    public static SavedModelAssets Of(string directory, MetaGraphDef definition)
    {
        if (definition.AssetFileDef.Count > 0 || !definition.CollectionDef.TryGetValue("saved_model_assets", out CollectionDef? listed))
            return new(directory, definition.AssetFileDef);
        try
        {
            return new(directory, [.. (listed.AnyList?.Value ?? []).Select(
                m => AssetFileDef.Parser.WithDiscardUnknownFields(true).ParseFrom(m.Value))]);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SavedModelException($"The list of the assets of '{directory}' is damaged: {e.Message} Export the model again.", e);
        }
    }

    /// <summary>The path of an asset.</summary>
    /// <exception cref="ContradictionException">There is no such file in the folder.</exception>
    public string PathOf(int index) => index >= 0 && index < files.Count ? PathOf(files[index])
        : throw new ContradictionException($"it has {files.Count} assets, and one of the number {index} is asked for");

    /// <summary>The path that a constant of the graph stands for; null where it is no asset.</summary>
    /// <exception cref="ContradictionException">There is no such file in the folder.</exception>
    public string? PathOf(string constant) =>
        files.FirstOrDefault(f => f.TensorInfo?.Name.Split(':')[0] == constant) is { } file ? PathOf(file) : null;

    private string PathOf(AssetFileDef file)
    {
        string folder = Path.GetFullPath(Path.Combine(directory, "assets")) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(folder, file.Filename));
        if (!path.StartsWith(folder, StringComparison.Ordinal))
            throw new ContradictionException($"the asset '{file.Filename}' lies outside of the folder 'assets'");
        return File.Exists(path) ? path : throw new ContradictionException(
            $"the file '{file.Filename}' is missing among its assets; copy the whole directory, or export the model again");
    }
}
