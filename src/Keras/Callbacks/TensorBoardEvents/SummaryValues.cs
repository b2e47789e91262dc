using System.Runtime.InteropServices;
using Google.Protobuf;
using TensorFlow;
using DataClass = Keras.Callbacks.TensorBoardEvents.SummaryMetadata.Types.DataClass;

namespace Keras.Callbacks.TensorBoardEvents;

/// <summary>Values of summaries in the forms that TensorBoard's plugins of TensorFlow 2 read.</summary>
internal static class SummaryValues
{
    public static Summary.Types.Value Scalar(string tag, double value)
    {
        TensorProto tensor = new() { Dtype = (int)DType.Float32, TensorShape = new() };
        tensor.FloatVal.Add((float)value);
        return Value(tag, "scalars", DataClass.Scalar, tensor);
    }

    /// <summary>Buckets of equal width: rows of the left edge, the right edge and the number of values between.</summary>
    public static Summary.Types.Value Histogram(string tag, ReadOnlySpan<float> values)
    {
        double[] buckets = HistogramBuckets.Of(values);
        TensorProto tensor = new()
        {
            Dtype = (int)DType.Float64,
            TensorShape = Shape(buckets.Length / HistogramBuckets.Columns, HistogramBuckets.Columns),
            TensorContent = ByteString.CopyFrom(MemoryMarshal.AsBytes<double>(buckets)),
        };
        return Value(tag, "histograms", DataClass.Tensor, tensor);
    }

    /// <summary>Pictures of one size, each a PNG file.</summary>
    public static Summary.Types.Value Images(string tag, int width, int height, IReadOnlyList<byte[]> pictures)
    {
        TensorProto tensor = new() { Dtype = (int)DType.String, TensorShape = Shape(pictures.Count + 2) };
        tensor.StringVal.Add(ByteString.CopyFromUtf8(FormattableString.Invariant($"{width}")));
        tensor.StringVal.Add(ByteString.CopyFromUtf8(FormattableString.Invariant($"{height}")));
        tensor.StringVal.Add(pictures.Select(ByteString.CopyFrom));
        return Value(tag, "images", DataClass.BlobSequence, tensor);
    }

    /// <summary>A model as JSON, which the graph plugin shows layer by layer.</summary>
    public static Summary.Types.Value KerasModel(string tag, string json)
    {
        TensorProto tensor = new() { Dtype = (int)DType.String, TensorShape = new() };
        tensor.StringVal.Add(ByteString.CopyFromUtf8(json));
        Summary.Types.Value value = Value(tag, "graph_keras_model", DataClass.Unknown, tensor);
        value.Metadata.PluginData.Content = ByteString.CopyFromUtf8("1");
        return value;
    }

    private static Summary.Types.Value Value(string tag, string plugin, DataClass kind, TensorProto tensor) => new()
    {
        Tag = tag,
        Metadata = new() { PluginData = new() { PluginName = plugin }, DataClass = kind },
        Tensor = tensor,
    };

    private static TensorShapeProto Shape(params ReadOnlySpan<long> dimensions)
    {
        TensorShapeProto shape = new();
        foreach (long dimension in dimensions)
            shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = dimension });
        return shape;
    }
}
