using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Checks that tensors and shapes in a graph's attributes are some that can be.</summary>
internal static class TensorCheck
{
    private const int MostAxes = 254;

    // One number may stand for all of a constant; a few bytes must not ask for the memory of billions.
    private const long MostRepeated = 1L << 28;

    // A string takes so much in memory however short it is.
    private const int StringSize = 24;

    /// <exception cref="ContradictionException">A tensor or a shape cannot be; the message begins with what owns it.</exception>
    public static void Check(NodeDef node)
    {
        foreach ((string name, AttrValue value) in node.Attr)
        {
            foreach (TensorShapeProto shape in (value.List?.Shape ?? []).Append(value.Shape ?? new()))
                Elements(shape, node, name);
            foreach (TensorProto tensor in value.List?.Tensor ?? [])
                Check(tensor, node, name);
            if (value.Tensor is { } single)
                Check(single, node, name);
        }

        if (node.Op is "Const" or "HostConst" && node.Attr.GetValueOrDefault("value")?.Tensor is { } constant
            && node.Attr.GetValueOrDefault("dtype")?.Type is { } said && said != NodeTypes.Unknown && constant.Dtype != said)
            throw new ContradictionException(
                $"the constant '{node.Name}' is said to be {NodeTypes.Name(said)} and holds {NodeTypes.Name(constant.Dtype)}");
    }

    private static void Check(TensorProto tensor, NodeDef node, string name)
    {
        long elements = Elements(tensor.TensorShape ?? new(), node, name);
        if (elements < 0)
            throw new ContradictionException($"the attribute '{name}' of '{node.Name}' is a tensor of unknown shape");
        DType type = (DType)tensor.Dtype;
        int size = type == DType.String ? StringSize : Math.Max(1, type.Size);
        if (tensor.TensorContent.Length > 0 && type.Size > 0)
        {
            if (tensor.TensorContent.Length != (Int128)elements * size)
                throw new ContradictionException(
                    $"the attribute '{name}' of '{node.Name}' is said to have {elements} elements of {NodeTypes.Name(tensor.Dtype)}, and "
                    + $"has {tensor.TensorContent.Length} bytes");
            return;
        }

        if (elements > Listed(tensor) && (Int128)elements * size > MostRepeated)
            throw new ContradictionException(
                $"the attribute '{name}' of '{node.Name}' is said to have {elements} elements of {NodeTypes.Name(tensor.Dtype)}, and lists "
                + $"{Listed(tensor)}");
    }

    private static long Listed(TensorProto tensor) => tensor.FloatVal.Count + tensor.DoubleVal.Count + tensor.IntVal.Count
        + tensor.StringVal.Count + (tensor.ScomplexVal.Count / 2) + tensor.Int64Val.Count + tensor.BoolVal.Count
        + (tensor.DcomplexVal.Count / 2) + tensor.HalfVal.Count + tensor.Uint32Val.Count + tensor.Uint64Val.Count;

    // The number of elements; -1 where it is not known.
    private static long Elements(TensorShapeProto shape, NodeDef node, string name)
    {
        if (shape.Dim.Count > MostAxes)
            throw new ContradictionException($"the attribute '{name}' of '{node.Name}' has a shape of {shape.Dim.Count} axes");
        Int128 elements = 1;
        bool isKnown = !shape.UnknownRank;
        foreach (long length in shape.Dim.Select(d => d.Size))
        {
            if (length < Shape.UnknownDimension)
                throw new ContradictionException($"the attribute '{name}' of '{node.Name}' has a shape with an axis of {length}");
            isKnown &= length >= 0;
            elements *= Math.Max(0, length < 0 ? 1 : length);
            if (elements > long.MaxValue)
                throw new ContradictionException($"the attribute '{name}' of '{node.Name}' has a shape of more elements than can be");
        }

        return isKnown ? (long)elements : -1;
    }
}
