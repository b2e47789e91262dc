using System.Globalization;
using TensorFlow.SavedModels.Messages;
using Kind = TensorFlow.SavedModels.Messages.StructuredValue.KindOneofCase;

namespace TensorFlow;

/// <summary>The tensors in the nested arguments or results of a function, in TensorFlow's order: dictionaries by name, ordinal.</summary>
internal sealed class EndpointStructure
{
    private const int MostNested = 100;
    private readonly List<(string Key, TensorSpec Spec)> tensors = [];

    private EndpointStructure()
    {
    }

    /// <summary>The tensors with their names: the one in the file, or the path of names and positions.</summary>
    public IReadOnlyList<(string Key, TensorSpec Spec)> Tensors => tensors;

    /// <summary>The number of constants that are true.</summary>
    public int Flags { get; private set; }

    /// <exception cref="ContradictionException">A value is neither a plain tensor nor a constant.</exception>
    public static EndpointStructure Of(StructuredValue? value, string role)
    {
        EndpointStructure structure = new();
        structure.Add(value ?? new(), "", role, 0);
        return structure;
    }

    /// <summary>The spec of a tensor in a file.</summary>
    public static TensorSpec Spec(int dtype, TensorShapeProto? shape) => new(
        (DType)dtype, shape is not { UnknownRank: false } known ? Shape.Unknown
            : Shape.Create([.. known.Dim.Select(d => Math.Max(Shape.UnknownDimension, d.Size))]));

    private void Add(StructuredValue value, string path, string role, int depth)
    {
        if (depth > MostNested)
            throw new ContradictionException($"its {role}s are nested more than {MostNested} deep");
        switch (value.KindCase)
        {
            case Kind.TensorSpecValue:
            case Kind.BoundedTensorSpecValue:
                TensorSpecProto spec = value.TensorSpecValue ?? value.BoundedTensorSpecValue;
                tensors.Add((NameOf(spec, path, role), Spec(spec.Dtype, spec.Shape)));
                break;
            case Kind.ListValue:
            case Kind.TupleValue:
                Google.Protobuf.Collections.RepeatedField<StructuredValue> items = (value.ListValue ?? value.TupleValue).Values;
                for (int i = 0; i < items.Count; i++)
                    Add(items[i], Join(path, i.ToString(CultureInfo.InvariantCulture)), role, depth + 1);
                break;
            case Kind.DictValue:
                foreach ((string key, StructuredValue item) in value.DictValue.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
                    Add(item, Join(path, key), role, depth + 1);
                break;
            case Kind.NamedTupleValue:
                foreach (PairValue pair in value.NamedTupleValue.Values)
                    Add(pair.Value ?? new(), Join(path, pair.Key), role, depth + 1);
                break;
            case Kind.TypeSpecValue:
                throw new ContradictionException($"its {role} '{path}' is a ragged, sparse or composite tensor, which is not supported");
            default:
                Flags += value.BoolValue ? 1 : 0;
                break;
        }
    }

    // Inputs lie in two groups, positional ("0/0/a") and named ("1/a") ones; only dictionaries give names.
    private static string NameOf(TensorSpecProto spec, string path, string role)
    {
        string[] parts = path.Split('/');
        string inside = string.Join('/', role == "input" ? parts.Skip(parts[0] == "0" ? 2 : 1) : parts);
        bool isNamed = inside.Length > 0 && !inside.All(c => char.IsAsciiDigit(c) || c == '/');
        return isNamed ? inside
            : spec.Name is { Length: > 0 } name && role == "input" ? name
            : inside.Length > 0 ? $"{role}_{inside}" : role;
    }

    private static string Join(string path, string part) => path.Length == 0 ? part : $"{path}/{part}";
}
