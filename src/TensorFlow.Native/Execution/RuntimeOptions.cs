using Google.Protobuf;

namespace TensorFlow;

/// <summary>What can be chosen before the native runtime starts.</summary>
public sealed record RuntimeOptions
{
    /// <summary>Whether GPU memory is taken as needed instead of all at once; true by default, unlike TensorFlow itself.</summary>
    public bool GpuMemoryGrowth { get; init; } = true;

    /// <summary>Threads inside one op; 0 (default) means one a core.</summary>
    public int IntraOpThreads { get; init; }

    /// <summary>Ops run side by side; 0 (default) means one a core.</summary>
    public int InterOpThreads { get; init; }

    /// <summary>How many logical devices the CPU appears as; 1 by default. More make placement testable on a machine without a GPU.</summary>
    public int LogicalCpuDevices { get; init; } = 1;

    /// <summary>The options as a serialized <c>tensorflow.ConfigProto</c>.</summary>
    internal byte[] ToConfigProto()
    {
        // Field numbers of tensorflow/core/protobuf/config.proto.
        const int deviceCount = 1, intraOpThreads = 2, interOpThreads = 5, gpuOptions = 6, allowSoftPlacement = 7, allowGrowth = 4;
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
        {
            if (LogicalCpuDevices > 1)
                WriteEntry(output, deviceCount, "CPU", LogicalCpuDevices);
            WriteInt(output, intraOpThreads, IntraOpThreads);
            WriteInt(output, interOpThreads, InterOpThreads);
            if (GpuMemoryGrowth)
            {
                output.WriteTag(gpuOptions, WireFormat.WireType.LengthDelimited);
                output.WriteLength(2);
                output.WriteTag(allowGrowth, WireFormat.WireType.Varint);
                output.WriteBool(true);
            }

            output.WriteTag(allowSoftPlacement, WireFormat.WireType.Varint);
            output.WriteBool(true);
        }

        return stream.ToArray();

        static void WriteEntry(CodedOutputStream output, int field, string key, int value)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteLength(2 + CodedOutputStream.ComputeStringSize(key) + CodedOutputStream.ComputeInt32Size(value));
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString(key);
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt32(value);
        }

        static void WriteInt(CodedOutputStream output, int field, int value)
        {
            if (value == 0)
                return;
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteInt32(value);
        }
    }
}
