using TensorFlow;

namespace Keras.Layers;

/// <summary>Flattens all axes but the batch into one: <c>[batch, 28, 28]</c> becomes <c>[batch, 784]</c>.</summary>
[KerasSerializable]
public sealed partial class Flatten : Layer
{
    private const string ChannelsLast = "channels_last";
    private const string ChannelsFirst = "channels_first";

    /// <summary>Creates the layer.</summary>
    /// <param name="dataFormat">
    /// "channels_last" (default), or "channels_first": the axis of channels is moved to the end first, so that both formats give the same
    /// order.
    /// </param>
    /// <exception cref="UnknownNameException">The format is not known.</exception>
    public Flatten(string dataFormat = ChannelsLast)
    {
        if (dataFormat is not (ChannelsLast or ChannelsFirst))
            throw new UnknownNameException("data format", dataFormat, [ChannelsFirst, ChannelsLast]);
        DataFormat = dataFormat;
    }

    /// <summary>"channels_last" or "channels_first".</summary>
    [ConfigArgument(OmittedAtDefault = true)]
    public string DataFormat { get; }

    internal override bool TakesStrings => true;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input has no axis.</exception>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        Shape shape = x.Shape;
        if (shape.Rank < 1)
            throw new ShapeException($"Flatten '{Name}': expected an input of at least 1 axis, got {shape}.");
        // Rows are reshaped too, as in Keras: a crossentropy behind it must not see the softmax before it.
        if (DataFormat == ChannelsFirst && shape.Rank > 2)
            x = Ops.Transpose(x, [0, .. Enumerable.Range(2, shape.Rank - 2), 1]);
        if (shape.Rank == 1)
            return Ops.ExpandDims(x, 1);
        long length = shape[1..].ElementCount;
        if (length > 0)
            return x.Reshape([-1, length]);
        // Which of two axes is unknown, or 0, a -1 would not tell.
        Symbol lengths = RawOps.Slice(RawOps.Shape(x), x.Graph.Constant([1]), x.Graph.Constant([shape.Rank - 1]));
        return RawOps.Reshape(x, Ops.Stack([Ops.Shape(x, 0), Ops.Prod(lengths)]));
    }
}
