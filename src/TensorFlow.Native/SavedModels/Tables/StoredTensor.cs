namespace TensorFlow;

/// <summary>The elements of a tensor in memory of .NET, to be a constant of many graphs.</summary>
internal sealed class StoredTensor
{
    private readonly byte[] bytes = [];
    private readonly byte[][] strings = [];

    public StoredTensor(Tensor tensor)
    {
        (DType, Shape) = (tensor.DType, tensor.Shape);
        if (DType == DType.String)
            strings = tensor.ToByteStrings();
        else
            bytes = tensor.AsBytes().ToArray();
    }

    public DType DType { get; }

    public Shape Shape { get; }

    /// <summary>Writes the constant.</summary>
    public Symbol ToSymbol()
    {
        using Tensor tensor = DType == DType.String ? Tensor.CreateByteStrings(strings, Shape) : Tensor.FromBytes(DType, Shape, bytes);
        return Graph.Current.Constant(tensor);
    }
}
