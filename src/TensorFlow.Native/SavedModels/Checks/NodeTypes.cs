using TensorFlow.SavedModels.Messages;
using Kind = TensorFlow.SavedModels.Messages.AttrValue.ValueOneofCase;

namespace TensorFlow;

/// <summary>The element types that an operation takes and gives, as its attributes say, checked against its definition.</summary>
internal sealed class NodeTypes
{
    /// <summary>Stands for a type that is not known here.</summary>
    public const int Unknown = 0;

    private readonly NodeDef node;
    private readonly Dictionary<string, AttrValue> attributes = new(StringComparer.Ordinal);

    /// <param name="node">The operation.</param>
    /// <param name="definition">Its definition.</param>
    /// <exception cref="ContradictionException">An attribute is missing, or is not what the definition allows.</exception>
    public NodeTypes(NodeDef node, OpDef definition)
    {
        this.node = node;
        foreach (OpDef.Types.AttrDef attribute in definition.Attr)
            attributes[attribute.Name] = Require(attribute);
        Inputs = [.. definition.InputArg.SelectMany(a => TypesOf(a, node.Input.Count))];
        // An output takes a place in memory even where nobody wants it.
        foreach (OpDef.Types.ArgDef output in definition.OutputArg)
            Outputs.Add((output.Name, [.. TypesOf(output, ushort.MaxValue)]));
    }

    /// <summary>The types of the inputs in order.</summary>
    public IReadOnlyList<int> Inputs { get; }

    /// <summary>The types of the outputs in order, under the names of the definition.</summary>
    public List<(string Name, int[] Types)> Outputs { get; } = [];

    /// <summary>The types that an attribute lists; null where there is no such attribute.</summary>
    public IReadOnlyList<int>? Listed(string attribute) => attributes.GetValueOrDefault(attribute)?.List?.Type;

    /// <summary>The name of a type in messages.</summary>
    public static string Name(int type) => Enum.IsDefined((DType)type) ? ((DType)type).StandardName : $"type {type}";

    private AttrValue Require(OpDef.Types.AttrDef attribute)
    {
        AttrValue value = (node.Attr.GetValueOrDefault(attribute.Name) ?? attribute.DefaultValue)
            ?? throw new ContradictionException($"the operation '{node.Name}' ({node.Op}) has no attribute '{attribute.Name}'");
        if (value.ValueCase == Kind.Placeholder)
            return value;
        if (!Fits(attribute.Type, value))
            throw new ContradictionException($"the attribute '{attribute.Name}' of '{node.Name}' ({node.Op}) is no {attribute.Type}");
        if (attribute.HasMinimum && Math.Min(Length(value), int.MaxValue) < attribute.Minimum)
            throw new ContradictionException(
                $"the attribute '{attribute.Name}' of '{node.Name}' ({node.Op}) is {Length(value)}, and at least {attribute.Minimum} is "
                + "needed");
        if (attribute.AllowedValues?.List is { } allowed && !IsAllowed(value, allowed))
            throw new ContradictionException($"the attribute '{attribute.Name}' of '{node.Name}' ({node.Op}) is none of those allowed");
        return value;
    }

    private static bool Fits(string type, AttrValue value) => type switch
    {
        "string" => value.ValueCase == Kind.S,
        "int" => value.ValueCase == Kind.I,
        "float" => value.ValueCase == Kind.F,
        "bool" => value.ValueCase == Kind.B,
        "type" => value.ValueCase == Kind.Type,
        "shape" => value.ValueCase == Kind.Shape,
        "tensor" => value.ValueCase == Kind.Tensor,
        "func" => value.ValueCase == Kind.Func,
        _ when type.StartsWith("list(", StringComparison.Ordinal) => value.List is { } list && Holds(type[5..^1], list),
        _ => true,
    };

    private static bool Holds(string type, AttrValue.Types.ListValue list)
    {
        (string Type, int Count)[] counts =
        [
            ("string", list.S.Count), ("int", list.I.Count), ("float", list.F.Count), ("bool", list.B.Count), ("type", list.Type.Count),
            ("shape", list.Shape.Count), ("tensor", list.Tensor.Count), ("func", list.Func.Count),
        ];
        return counts.All(c => c.Count == 0 || c.Type == type);
    }

    // A minimum is one of a number, or of a list's length.
    private static long Length(AttrValue value) => value.List is not { } list ? value.I
        : list.S.Count + list.I.Count + list.F.Count + list.B.Count + list.Type.Count + list.Shape.Count + list.Tensor.Count
            + list.Func.Count;

    private static bool IsAllowed(AttrValue value, AttrValue.Types.ListValue allowed) => value.ValueCase switch
    {
        Kind.Type => allowed.Type.Contains(value.Type),
        Kind.S => allowed.S.Contains(value.S),
        Kind.List => value.List.Type.All(allowed.Type.Contains) && value.List.S.All(allowed.S.Contains),
        _ => true,
    };

    private IEnumerable<int> TypesOf(OpDef.Types.ArgDef argument, int most)
    {
        if (argument.TypeListAttr.Length > 0)
            return attributes.GetValueOrDefault(argument.TypeListAttr)?.List?.Type ?? Enumerable.Empty<int>();
        int type = argument.Type != Unknown ? argument.Type : attributes.GetValueOrDefault(argument.TypeAttr)?.Type ?? Unknown;
        if (argument.NumberAttr.Length == 0)
            return [type];
        long count = attributes.GetValueOrDefault(argument.NumberAttr)?.I ?? 1;
        return count >= 0 && count <= most ? Enumerable.Repeat(type, (int)count)
            : throw new ContradictionException(
                $"'{node.Name}' ({node.Op}) is said to have {count} tensors '{argument.Name}', and has at most {most}");
    }
}
