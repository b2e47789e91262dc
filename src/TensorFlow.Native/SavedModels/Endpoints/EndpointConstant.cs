using Google.Protobuf;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Constants of a SavedModel's graph.</summary>
internal static class EndpointConstant
{
    /// <summary>Writes a constant; a large one becomes an input of the function where there is a place for it.</summary>
    public static Symbol Write(NodeDef node)
    {
        if (node.Attr["value"].Tensor is { TensorContent.Length: > 0 } tensor && (DType)tensor.Dtype is { Size: > 0 } dtype)
        {
            Shape shape = EndpointStructure.Spec(tensor.Dtype, tensor.TensorShape).Shape;
            using Tensor value = Tensor.FromBytes(dtype, shape, tensor.TensorContent.Span);
            return Graph.Current.Constant(value);
        }

        return OperationBuilder.Create("Const")
            .Attribute("value", node.Attr["value"])
            .Attribute("dtype", (DType)node.Attr["dtype"].Type)
            .Build()[0];
    }

    /// <summary>The number in a constant of one integer; null where there is none.</summary>
    public static int? Number(NodeDef? node)
    {
        if (node is not { Op: "Const" } || node.Attr.GetValueOrDefault("value")?.Tensor is not { Dtype: (int)DType.Int32 } tensor)
            return null;
        return tensor.IntVal.Count > 0 ? tensor.IntVal[0]
            : tensor.TensorContent.Length == sizeof(int) ? BitConverter.ToInt32(tensor.TensorContent.Span) : null;
    }

    /// <summary>A string of a constant list of strings; null where there is none.</summary>
    public static string? Text(TensorProto tensor, int index)
    {
        // One string may stand for all.
        if (tensor.StringVal.Count > 0)
            return tensor.StringVal[Math.Min(index, tensor.StringVal.Count - 1)].ToStringUtf8();
        // The other form: the lengths as variable-length integers, then the bytes.
        long count = tensor.TensorShape?.Dim.Aggregate(1L, (product, axis) => product * Math.Max(0, axis.Size)) ?? 1;
        if (index < 0 || index >= count || count > tensor.TensorContent.Length)
            return null;
        try
        {
            CodedInputStream content = tensor.TensorContent.CreateCodedInput();
            uint[] lengths = new uint[count];
            for (int i = 0; i < lengths.Length; i++)
                lengths[i] = content.ReadUInt32();
            long start = content.Position + lengths.Take(index).Sum(l => (long)l);
            return start + lengths[index] > tensor.TensorContent.Length ? null
                : System.Text.Encoding.UTF8.GetString(tensor.TensorContent.Span.Slice((int)start, (int)lengths[index]));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
