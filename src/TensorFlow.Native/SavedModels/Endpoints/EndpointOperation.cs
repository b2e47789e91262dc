using TensorFlow.SavedModels.Messages;
using Kind = TensorFlow.SavedModels.Messages.AttrValue.ValueOneofCase;

namespace TensorFlow;

/// <summary>Writes an operation of a SavedModel as it stands.</summary>
internal static class EndpointOperation
{
    /// <exception cref="ContradictionException">The operation is not supported.</exception>
    public static EndpointValue[] Write(NodeDef node, OpDef definition, EndpointValue[] inputs, ICollection<Operation>? effects)
    {
        OperationBuilder builder = OperationBuilder.Create(node.Op);
        int next = 0;
        foreach (OpDef.Types.ArgDef argument in definition.InputArg)
        {
            bool isList = argument.NumberAttr.Length > 0 || argument.TypeListAttr.Length > 0;
            long count = argument.NumberAttr.Length > 0 ? node.Attr[argument.NumberAttr].I
                : argument.TypeListAttr.Length > 0 ? node.Attr[argument.TypeListAttr].List?.Type.Count ?? 0 : 1;
            if (count < 0 || count > inputs.Length - next)
                throw new ContradictionException($"'{node.Name}' ({node.Op}) is given {inputs.Length} tensors, which are too few");
            Symbol[] symbols = [.. inputs.AsSpan(next, (int)count).ToArray().Select(i => i.ToSymbol($"'{node.Name}' ({node.Op})"))];
            builder = isList ? builder.Input(symbols.AsSpan()) : builder.Input(symbols[0]);
            next += (int)count;
        }

        foreach (OpDef.Types.AttrDef attribute in definition.Attr)
        {
            if (node.Attr.GetValueOrDefault(attribute.Name) is not { } value)
                continue;
            if (value.ValueCase == Kind.Placeholder)
                throw new ContradictionException($"'{node.Name}' ({node.Op}) has an attribute that callers choose, which is not supported");
            if (value.ValueCase == Kind.Func || value.List?.Func.Count > 0)
                throw new ContradictionException(
                    $"'{node.Name}' ({node.Op}) calls functions, which is supported for calls, loops and branches only");
            builder = Set(builder, attribute, value);
        }

        Operation operation = builder.Build();
        if (operation.OutputCount == 0)
            effects?.Add(operation);
        return [.. operation.Outputs.Select(o => (EndpointValue)o)];
    }

    // Typed where gradients read the attribute back.
    private static OperationBuilder Set(OperationBuilder builder, OpDef.Types.AttrDef attribute, AttrValue value)
    {
        string name = attribute.Name;
        AttrValue.Types.ListValue list = value.List ?? new();
        return attribute.Type switch
        {
            "bool" => builder.Attribute(name, value.B),
            "int" => builder.Attribute(name, value.I),
            "float" => builder.Attribute(name, value.F),
            "type" => builder.Attribute(name, (DType)value.Type),
            "shape" => builder.Attribute(name, EndpointStructure.Spec(0, value.Shape).Shape),
            "list(int)" => builder.Attribute(name, list.I.ToArray().AsSpan()),
            "list(float)" => builder.Attribute(name, list.F.ToArray().AsSpan()),
            "list(type)" => builder.Attribute(name, list.Type.Select(t => (DType)t).ToArray().AsSpan()),
            _ => builder.Attribute(name, value),
        };
    }
}
