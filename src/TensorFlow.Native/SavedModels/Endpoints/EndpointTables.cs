using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Operations on tables, which are constants here.</summary>
internal static class EndpointTables
{
    /// <summary>Writes an operation; null where it is none on a table of the SavedModel.</summary>
    /// <exception cref="ContradictionException">The operation changes the table, or does not fit it.</exception>
    public static EndpointValue[]? Write(NodeDef node, EndpointValue[] inputs)
    {
        if (inputs is not [{ Table: { } table }, ..])
        {
            return node.Op.Contains("HashTable", StringComparison.Ordinal)
                ? throw new ContradictionException($"'{node.Name}' ({node.Op}) creates a table where it runs, which is not supported")
                : null;
        }

        switch (node.Op)
        {
            case "Identity":
                return inputs;
            case "LookupTableFindV2":
                Symbol keys = inputs[1].ToSymbol(node.Op), missing = inputs[2].ToSymbol(node.Op);
                if (keys.DType != table.KeyType || missing.DType != table.ValueType)
                    throw new ContradictionException(
                        $"'{node.Name}' ({node.Op}) looks for {keys.DType.StandardName} with a default of {missing.DType.StandardName} in "
                        + $"the table '{table.Name}' from {table.KeyType.StandardName} to {table.ValueType.StandardName}");
                return [table.Find(keys, missing)];
            case "LookupTableSizeV2":
                return [Graph.Current.Constant(table.Count, DType.Int64)];
            case "LookupTableExportV2":
                (Symbol allKeys, Symbol allValues) = table.Write();
                return [allKeys, allValues];
            case "InitializeTableV2" or "InitializeTableFromTextFileV2" or "InitializeTableFromDatasetV2" or "LookupTableImportV2"
                or "LookupTableInsertV2" or "LookupTableRemoveV2":
                throw new ContradictionException(
                    $"'{node.Name}' ({node.Op}) changes the table '{table.Name}', and only tables that stay as they were saved are "
                    + "supported");
            default:
                return null;
        }
    }
}
