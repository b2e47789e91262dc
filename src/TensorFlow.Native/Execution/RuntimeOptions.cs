using Google.Protobuf;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>Options of the native runtime, set before it starts.</summary>
public sealed record RuntimeOptions
{
    private const int MostLogicalCpus = 256;

    /// <summary>Whether GPU memory is taken as needed instead of all at once; true by default, unlike TensorFlow itself.</summary>
    public bool GpuMemoryGrowth { get; init; } = true;

    /// <summary>Threads inside one op, from 0 to 4096; 0 (default) means one a core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or above 4096.</exception>
    public int IntraOpThreads
    {
        get;
        init => field = RequireThreads(value, nameof(IntraOpThreads));
    }

    /// <summary>The number of threads that compute an op.</summary>
    internal int Threads => IntraOpThreads > 0 ? IntraOpThreads : Environment.ProcessorCount;

    /// <summary>Ops run side by side, from 0 to 4096; 0 (default) means one a core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or above 4096.</exception>
    public int InterOpThreads
    {
        get;
        init => field = RequireThreads(value, nameof(InterOpThreads));
    }

    /// <summary>
    /// The number of logical devices of the CPU, from 1 (default) to 256. More than one make placement testable on a machine without a GPU.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above 256.</exception>
    public int LogicalCpuDevices
    {
        get;
        init => field = value is >= 1 and <= MostLogicalCpus
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LogicalCpuDevices),
                value, $"Expected a number of devices from 1 to {MostLogicalCpus}.");
    } = 1;

    /// <summary>
    /// Whether training and prediction take kernels of this library where these are faster than the runtime's: for float32 with channels
    /// last and sizes that are multiples of 16, on processors with vectors of 512 bits. Convolutions of 3 × 3 with a stride of 1 are
    /// computed by minimal filtering (Winograd's algorithm): 2.25 multiplications an output instead of 9, or 4 where the image or the
    /// filter is too small or too large for that; max pooling of 2 × 2 that follows is computed with them, also behind a direct
    /// convolution of up to 4 channels. Those with a stride of 2 are products with patches. Batch normalization in training is one kernel
    /// with the addition and the rectifier that follow. Models of attention train with dense layers, layer normalization, attention and
    /// Adam as one kernel each (<see cref="FusedOps"/>), which XLA compiles otherwise. Results differ by rounding only, which minimal
    /// filtering makes up to 3 times as large; an infinite or NaN element of a convolution makes outputs beside its window NaN, too.
    /// Default: true.
    /// </summary>
    public bool UseOwnKernels { get; init; } = true;

    // The library ends the process on a negative number, and starting too many threads takes minutes or never ends.
    private static int RequireThreads(int value, string option) => value is >= 0 and <= EnvironmentCheck.MostThreads
        ? value
        : throw new ArgumentOutOfRangeException(
            option, value, $"Expected a number of threads from 0 (one a core) to {EnvironmentCheck.MostThreads}.");

    /// <summary>The options as a serialized <c>tensorflow.ConfigProto</c>.</summary>
    internal byte[] ToConfigProto(bool withGpus = true)
    {
        // Field numbers of tensorflow/core/protobuf/config.proto.
        const int deviceCount = 1, intraOpThreads = 2, interOpThreads = 5, gpuOptions = 6, allowSoftPlacement = 7, allowGrowth = 4;
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
        {
            if (LogicalCpuDevices > 1)
                WriteEntry(output, deviceCount, "CPU", LogicalCpuDevices);
            if (!withGpus)
                WriteEntry(output, deviceCount, "GPU", 0);
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
