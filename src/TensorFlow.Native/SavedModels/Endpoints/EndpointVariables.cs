using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Operations on variables, which are values here: reading one gives its latest value, assigning replaces that.</summary>
internal static class EndpointVariables
{
    /// <summary>Writes an operation; null where it is none on a variable.</summary>
    /// <exception cref="ContradictionException">The input is no variable.</exception>
    public static EndpointValue[]? Write(NodeDef node, EndpointValue[] inputs, Dictionary<SavedModelVariable, Symbol> state)
    {
        switch (node.Op)
        {
            case "ReadVariableOp":
                return [state[Variable()]];
            case "AssignVariableOp":
                return Assign(_ => inputs[1].ToSymbol(node.Op));
            case "AssignAddVariableOp":
                return Assign(value => value + inputs[1].ToSymbol(node.Op));
            case "AssignSubVariableOp":
                return Assign(value => value - inputs[1].ToSymbol(node.Op));
            case "ResourceGather":
                long batchDims = node.Attr.GetValueOrDefault("batch_dims")?.I ?? 0;
                return [RawOps.GatherV2(
                    state[Variable()], inputs[1].ToSymbol(node.Op), Graph.Current.Constant(batchDims, DType.Int32), batchDims)];
            case "ResourceGatherNd":
                return [RawOps.GatherNd(state[Variable()], inputs[1].ToSymbol(node.Op))];
            case "ResourceStridedSliceAssign":
                return Assign(value => StridedSliceUpdate(value));
            case "VariableShape":
                DType type = node.Attr.GetValueOrDefault("out_type")?.Type is { } given ? (DType)given : DType.Int32;
                return [RawOps.Shape(state[Variable()], type)];
            case "VarIsInitializedOp":
                _ = Variable();
                using (Tensor yes = Tensor.Scalar(true))
                    return [Graph.Current.Constant(yes)];
            case "DisableCopyOnRead":
                return [];
            case "VarHandleOp":
                throw new ContradictionException($"the variable '{node.Name}' has no value in the files");
            case "Identity" when inputs is [{ Variable: not null }]:
                return inputs;
            default:
                return EndpointScatter.Find(node.Op) is { } scatter
                    ? Assign(value => scatter(value, inputs[1].ToSymbol(node.Op), inputs[2].ToSymbol(node.Op))) : null;
        }

        SavedModelVariable Variable() => inputs[0].ToVariable($"'{node.Name}' ({node.Op})");

        EndpointValue[] Assign(Func<Symbol, Symbol> next)
        {
            SavedModelVariable variable = Variable();
            Symbol value = next(state[variable]);
            if (value.DType != variable.DType || !variable.Shape.IsCompatibleWith(value.Shape))
                throw new ContradictionException(
                    $"'{node.Name}' ({node.Op}) gives the variable '{variable.Name}', {new TensorSpec(variable.DType, variable.Shape)}, "
                    + $"{new TensorSpec(value.DType, value.Shape)}");
            // As in TensorFlow, the gradient of what is read is that of the variable, whatever was assigned before.
            state[variable] = value.DType.IsFloatingPoint ? Gradients.Define([state[variable]], [value], dy => [dy[0]])[0] : value;
            return [];
        }

        Symbol StridedSliceUpdate(Symbol value)
        {
            OperationBuilder builder = OperationBuilder.Create("TensorStridedSliceUpdate").Input(value);
            foreach (EndpointValue input in inputs[1..])
                builder.Input(input.ToSymbol(node.Op));
            foreach (string mask in (string[])["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"])
                builder.Attribute(mask, node.Attr.GetValueOrDefault(mask)?.I ?? 0);
            return builder.Build()[0];
        }
    }
}
