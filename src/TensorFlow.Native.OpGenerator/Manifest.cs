namespace TensorFlow.OpGenerator;

/// <summary>What the manifest says of one argument (an input, an attribute or an output) of an op.</summary>
/// <param name="Name">The name in C#, or empty to derive it.</param>
/// <param name="Default">The C# default value of an attribute, or empty to take the op's own.</param>
/// <param name="Documentation">A sentence, or empty to write a generic one.</param>
internal sealed record ManifestArgument(string Name, string Default, string Documentation);

/// <summary>One op of the manifest.</summary>
internal sealed record ManifestOp(string Op, string Method, string Group, string Summary)
{
    /// <summary>Gets the arguments that the manifest names or documents, by their TensorFlow names.</summary>
    public Dictionary<string, ManifestArgument> Arguments { get; } = new(StringComparer.Ordinal);
}

/// <summary>The reviewed list of wrapped ops.</summary>
/// <remarks>
/// Tab-separated lines: <c>op, method, group, summary</c> starts an op (an empty method is the op's name); a line that starts with a tab,
/// <c>argument, C# name, default, documentation</c>, describes an argument of the op above it. The arguments of the op <c>*</c> hold for
/// every op that does not say otherwise. Lines that start with <c>#</c> and empty lines do not count.
/// </remarks>
internal sealed class Manifest
{
    private const string EveryOp = "*";

    /// <summary>Gets the ops in the order of the manifest.</summary>
    public List<ManifestOp> Ops { get; } = [];

    /// <summary>Gets what holds for an argument of any op, by its TensorFlow name.</summary>
    public ManifestOp Common { get; } = new(EveryOp, EveryOp, EveryOp, EveryOp);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="ManifestException">A line is malformed, an op has no summary, or two ops or methods share a name.</exception>
    public static Manifest Parse(IEnumerable<string> lines)
    {
        Manifest manifest = new();
        ManifestOp? current = null;
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (line.Trim().Length == 0 || line[0] == '#') continue;
            string[] fields = line.Split('\t');
            if (line[0] == '\t') AddArgument(current, fields, number);
            else current = manifest.AddOp(fields, number);
        }

        return manifest;
    }

    private ManifestOp AddOp(string[] fields, int number)
    {
        if (fields[0] == EveryOp) return Common;
        if (fields.Length != 4 || fields[2].Length == 0)
            throw new ManifestException($"Line {number}: expected op, method, group, summary.");
        if (fields[3].Trim().Length == 0) throw new ManifestException($"Line {number}: {fields[0]} has no summary.");
        ManifestOp op = new(fields[0], fields[1].Length == 0 ? fields[0] : fields[1], fields[2], fields[3].Trim());
        if (Ops.Find(other => other.Op == op.Op) is not null) throw new ManifestException($"Line {number}: {op.Op} is listed twice.");
        if (Ops.Find(other => other.Method == op.Method) is { } taken)
            throw new ManifestException($"Line {number}: the method {op.Method} of {op.Op} is already that of {taken.Op}.");
        Ops.Add(op);
        return op;
    }

    private static void AddArgument(ManifestOp? op, string[] fields, int number)
    {
        if (op is null || fields.Length != 5)
            throw new ManifestException($"Line {number}: expected an op above, and argument, C# name, default, documentation.");
        if (!op.Arguments.TryAdd(fields[1], new ManifestArgument(fields[2], fields[3], fields[4].Trim())))
            throw new ManifestException($"Line {number}: {op.Op} describes {fields[1]} twice.");
    }
}
