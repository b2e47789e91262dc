using System.Collections.Frozen;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// Looks for operations that reach beyond the model (files, other processes) in what loading and running a SavedModel would run.
/// </summary>
internal static class OutsideAccess
{
    // Every SavedModel's saver has SaveV2 too; it is not looked at, because nothing here runs it.
    private static readonly FrozenSet<string> Restoring = FrozenSet.Create(StringComparer.Ordinal, "Restore", "RestoreSlice", "RestoreV2");

    private static readonly FrozenSet<string> Reaching = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            .. Restoring, "CSVDataset", "CSVDatasetV2", "CacheDataset", "CacheDatasetV2",
                "CreateSummaryDbWriter", "CreateSummaryFileWriter", "DTensorRestoreV2",
            "DataServiceDataset", "DataServiceDatasetV2", "DataServiceDatasetV3",
                "DataServiceDatasetV4", "DatasetFromGraph", "DatasetToTFRecord", "DebugIdentity",
            "DebugIdentityV2", "DebugIdentityV3", "DebugNanCount", "DebugNumericSummary",
                "DebugNumericSummaryV2", "DistributedSave", "EagerPyFunc",
            "ExperimentalCSVDataset", "ExperimentalDatasetToTFRecord", "ExperimentalLMDBDataset",
                "ExperimentalSqlDataset", "FileSystemSetConfiguration",
            "FixedLengthRecordDataset", "FixedLengthRecordDatasetV2",
                "FixedLengthRecordReader", "FixedLengthRecordReaderV2", "ImmutableConst",
            "InitializeTableFromTextFile", "InitializeTableFromTextFileV2",
                "LMDBDataset", "LMDBReader", "ListSnapshotChunksDataset", "LoadDataset",
            "MatchingFiles", "MatchingFilesDataset", "MergeV2Checkpoints", "PrintV2",
                "PyFunc", "PyFuncStateless", "ReadFile", "RecordInput", "RegisterDataset",
            "RegisterDatasetV2", "RpcCall", "RpcServerStart", "Save", "SaveDataset",
                "SaveDatasetV2", "SaveSlices", "SaveV2", "SnapshotChunkDataset",
            "SnapshotDataset", "SnapshotDatasetReader", "SnapshotDatasetV2", "SnapshotNestedDatasetReader", "SqlDataset", "TFRecordDataset",
            "TFRecordDatasetV2", "TFRecordReader", "TFRecordReaderV2", "TextLineDataset",
                "TextLineReader", "TextLineReaderV2", "WholeFileReader",
            "WholeFileReaderV2", "WriteFile",
        ]);

    /// <summary>Whether an operation is such a one.</summary>
    public static bool IsReaching(NodeDef node) => Reaching.Contains(node.Op);

    /// <summary>The first such operation; null where there is none.</summary>
    public static NodeDef? Find(MetaGraphDef graph)
    {
        ReachableNodes nodes = new(graph.GraphDef ?? new());
        IEnumerable<string> signatures =
            graph.SignatureDef.Values.SelectMany(s => s.Inputs.Values.Concat(s.Outputs.Values)).Select(t => t.Name);
        IEnumerable<string> startUp = graph.CollectionDef
            .Where(c => c.Key is "saved_model_main_op" or "legacy_init_op")
            .SelectMany(c => c.Value.NodeList?.Value ?? Enumerable.Empty<string>());
        NodeDef? found = nodes.From(signatures.Concat(startUp)).FirstOrDefault(n => Reaching.Contains(n.Op));
        return found ?? nodes.From([graph.SaverDef?.RestoreOpName ?? ""])
            .FirstOrDefault(n => Reaching.Contains(n.Op) && !Restoring.Contains(n.Op));
    }
}
