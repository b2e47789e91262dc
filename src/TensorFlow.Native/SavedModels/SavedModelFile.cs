using Google.Protobuf;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Reads the file that describes a SavedModel.</summary>
internal static class SavedModelFile
{
    public const string Name = "saved_model.pb";

    /// <summary>The graph of a SavedModel that has exactly these tags.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="SavedModelException">The file is missing or damaged, or no graph has the tags.</exception>
    public static MetaGraphDef Read(string directory, IReadOnlyCollection<string> tags)
    {
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException(
                $"There is no directory '{directory}'; expected one that Model.Export, Keras's model.export or tf.saved_model.save wrote.");
        string path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            throw new SavedModelException(
                $"'{directory}' has no {Name}; expected a directory that Model.Export, Keras's model.export or tf.saved_model.save wrote.");
        // A pipe has no length, and reading it might never end.
        if (new FileInfo(path) is { LinkTarget: null, Length: 0 })
            throw new SavedModelException($"'{path}' is empty, or is no file; export the model again.");
        SavedModelProto file = Parse(path);
        if (file.MetaGraphs.Count == 0)
            throw new SavedModelException($"'{path}' has no graph: it is empty or damaged; export the model again.");
        MetaGraphDef found = file.MetaGraphs.FirstOrDefault(g => tags.ToHashSet(StringComparer.Ordinal).SetEquals(Tags(g)))
            ?? throw new SavedModelException(
                $"'{directory}' has no graph with the tags {List(tags)}; "
                + $"it has {string.Join(" and ", file.MetaGraphs.Select(g => List(Tags(g))))}. Pass all tags of one of them.");
        RequireValues(directory, found);
        return found;
    }

    // Without its index the library takes a checkpoint for one that is not wanted, and only running the model fails.
    private static void RequireValues(string directory, MetaGraphDef graph)
    {
        string index = Path.Combine(directory, "variables", "variables.index");
        bool hasVariables = graph.SaverDef?.RestoreOpName.Length > 0
            && (graph.GraphDef?.Node.Any(n => n.Op is "VarHandleOp" or "VariableV2" or "Variable") ?? false);
        if (hasVariables && !File.Exists(index))
            throw new SavedModelException(
                $"'{index}' is missing, and with it the values of the model's variables; copy the whole directory, or export the model "
                + "again.");
    }

    private static SavedModelProto Parse(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return SavedModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(stream);
        }
        catch (Exception e) when (e is IOException and not InvalidProtocolBufferException or UnauthorizedAccessException)
        {
            throw new SavedModelException($"'{path}' cannot be read: {e.Message}; check the disk and the permissions of the file.", e);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SavedModelException($"'{path}' is damaged or not a SavedModel: {e.Message} Export the model again.", e);
        }
    }

    private static IEnumerable<string> Tags(MetaGraphDef graph) => graph.MetaInfoDef?.Tags ?? Enumerable.Empty<string>();

    private static string List(IEnumerable<string> tags) => $"[{string.Join(", ", tags.Select(t => $"\"{t}\""))}]";
}
