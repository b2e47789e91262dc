using Google.Protobuf;

namespace TensorFlow;

/// <summary>The configuration of TensorFlow's graph optimizer (Grappler) for functions of ordinary kernels.</summary>
internal static class GraphOptimizer
{
    // Field numbers of tensorflow/core/protobuf/config.proto and rewriter_config.proto.
    private const int GraphOptions = 10, RewriteOptions = 10, MemoryOptimization = 4, Iterations = 12;

    // Folding makes large constants of zeros, arithmetic rewriting changes how sums are rounded, and inlining would take apart what XLA
    // compiles; what remains is fusion, common subexpressions and what nobody needs.
    private static readonly int[] Off =
    [
        3, // constant_folding
        7, // arithmetic_optimization
        9, // loop_optimization
        10, // function_optimization
        13, // shape_optimization
        15, // scoped_allocator_optimization
        18, // pin_to_host_optimization
        22, // implementation_selector
    ];

    /// <summary>A serialized <c>tensorflow.ConfigProto</c>.</summary>
    public static ReadOnlySpan<byte> Config => Serialized;

    private static byte[] Serialized { get; } = Nested(GraphOptions, Nested(RewriteOptions, Rewriter()));

    private static byte[] Rewriter() => Write(output =>
    {
        const int toggleOff = 2, noMemoryOptimization = 1, one = 1;
        foreach (int field in Off)
            WriteNumber(output, field, toggleOff);
        WriteNumber(output, MemoryOptimization, noMemoryOptimization);
        WriteNumber(output, Iterations, one);
    });

    private static byte[] Nested(int field, byte[] message) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    });

    private static byte[] Write(Action<CodedOutputStream> write)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
            write(output);
        return stream.ToArray();
    }

    private static void WriteNumber(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    }
}
