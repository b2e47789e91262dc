using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// The code compiled by XLA: TensorFlow keeps it by function and shapes in a resource of the device, and forgets nothing when a function is
/// removed. The resource as a whole can be destroyed like a variable, by its name and its type; the next compilation makes another.
/// </summary>
internal static class XlaCache
{
    // jit/xla_compile_util.h and the container of resources that name none (core/framework/resource_mgr.h).
    private const string Name = "xla_device_compiler";
    private const string Container = "localhost";

    // The type's name as C++ compilers encode it; resources are found by a digest of it (xla/tsl/framework/type_id.h).
    private const string TypeName = "N10tensorflow14DeviceCompilerIN3xla15LocalExecutableENS1_11LocalClientEEE";

    /// <summary>Forgets everything that was compiled for CPUs. Nothing compiled may run meanwhile.</summary>
    /// <returns>Whether there was anything to forget.</returns>
    public static bool Clear()
    {
        bool any = false;
        foreach (Device device in Runtime.Devices)
        {
            if (device.Kind == "CPU")
                any |= Clear(device, EagerContext.Handle);
        }

        if (EagerContext.HasSingleThreaded)
            any |= Clear(Runtime.Devices.First(d => d.Kind == "CPU"), EagerContext.SingleThreaded);
        return any;
    }

    private static bool Clear(Device device, ContextHandle context)
    {
        try
        {
            using EagerOperation constant = new("Const", device, context);
            using DeviceTensor handle = constant.Attribute("value", Value(device.Name)).Attribute("dtype", DType.Resource).RunOnDevice();
            using EagerOperation destroy = new("DestroyResourceOp", device, context);
            // A serialized tensorflow.AttrValue { b: false }: whether there was one is of interest.
            ReadOnlySpan<byte> no = [0x28, 0x00];
            destroy.Input(handle).Attribute("ignore_lookup_error", no).RunWithoutResult();
            return true;
        }
        catch (TensorFlowException)
        {
            // Nothing was compiled, or another release of the library keeps it elsewhere.
            return false;
        }
    }

    /// <summary>A serialized <c>tensorflow.AttrValue</c> of a tensor whose element is the handle of the resource.</summary>
    private static byte[] Value(string device)
    {
        // Field numbers of tensorflow/core/framework/attr_value.proto, tensor.proto and resource_handle.proto.
        const int attributeTensor = 8, tensorType = 1, tensorShape = 2, tensorHandle = 14;
        byte[] handle = Message(output =>
        {
            Write(output, 1, Encoding.UTF8.GetBytes(device));
            Write(output, 2, Encoding.UTF8.GetBytes(Container));
            Write(output, 3, Encoding.UTF8.GetBytes(Name));
            output.WriteTag(4, WireFormat.WireType.Varint);
            output.WriteUInt64(Hash(Encoding.ASCII.GetBytes(TypeName)));
            Write(output, 5, Encoding.UTF8.GetBytes(TypeName));
        });
        byte[] tensor = Message(output =>
        {
            output.WriteTag(tensorType, WireFormat.WireType.Varint);
            output.WriteEnum((int)DType.Resource);
            Write(output, tensorShape, []);
            Write(output, tensorHandle, handle);
        });
        return Message(output => Write(output, attributeTensor, tensor));

        static void Write(CodedOutputStream output, int field, byte[] content)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        static byte[] Message(Action<CodedOutputStream> write)
        {
            using MemoryStream stream = new();
            using (CodedOutputStream output = new(stream, leaveOpen: true))
                write(output);
            return stream.ToArray();
        }
    }

    /// <summary>TensorFlow's digest of a text (<c>tsl::Hash64</c>: MurmurHash64A, Appleby, 2008).</summary>
    internal static ulong Hash(ReadOnlySpan<byte> text)
    {
        const ulong seed = 0xDECAFCAFFE, multiplier = 0xC6A4A7935BD1E995;
        const int shift = 47;
        ulong hash = seed ^ ((ulong)text.Length * multiplier);
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
        {
            ulong block = BinaryPrimitives.ReadUInt64LittleEndian(text) * multiplier;
            block = (block ^ (block >> shift)) * multiplier;
            hash = (hash ^ block) * multiplier;
        }

        if (text.Length > 0)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            last.Clear();
            text.CopyTo(last);
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(last)) * multiplier;
        }

        hash = (hash ^ (hash >> shift)) * multiplier;
        return hash ^ (hash >> shift);
    }
}
