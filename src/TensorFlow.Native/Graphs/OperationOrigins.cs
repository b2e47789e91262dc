namespace TensorFlow;

/// <summary>
/// Who wrote the operations of a function, beside the function: names of operations take part in its digest, and equal functions of models
/// whose layers are called otherwise are one to the runtime.
/// </summary>
internal sealed class OperationOrigins
{
    private readonly List<(string Name, string Type, OperationScope? Scope)> operations = [];

    /// <summary>The number of operations.</summary>
    public int Count => operations.Count;

    /// <summary>The ops of the operations.</summary>
    public IEnumerable<string> Types => operations.Select(o => o.Type);

    /// <summary>Notes an operation.</summary>
    public void Add(string name, string type, OperationScope? scope) => operations.Add((name, type, scope));

    /// <summary>The op of an operation and who wrote it; null for an operation that was not written here.</summary>
    public (string Type, OperationScope? Scope)? Find(string name)
    {
        foreach ((string known, string type, OperationScope? scope) in operations)
        {
            if (known == name)
                return (type, scope);
        }

        return null;
    }
}
