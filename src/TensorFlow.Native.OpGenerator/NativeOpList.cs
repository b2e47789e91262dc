using System.Runtime.InteropServices;
using Google.Protobuf;
using TensorFlow.OpGenerator.Messages;

namespace TensorFlow.OpGenerator;

/// <summary>Asks a TensorFlow library for the list of its ops.</summary>
internal static unsafe class NativeOpList
{
    /// <summary>Returns the serialized op list of the library at <paramref name="libraryPath"/>.</summary>
    /// <remarks>The library lists its ops in another order each time; here they are sorted by name, so that a refresh is stable.</remarks>
    public static byte[] Read(string libraryPath)
    {
        string path = Path.GetFullPath(libraryPath);
        string framework = Path.GetFileName(path).Replace("tensorflow_cc", "tensorflow_framework", StringComparison.Ordinal);
        string frameworkPath = Path.Combine(Path.GetDirectoryName(path)!, framework);
        if (File.Exists(frameworkPath)) NativeLibrary.Load(frameworkPath);
        nint library = NativeLibrary.Load(path);
        var getAllOpList = (delegate* unmanaged<Buffer*>)NativeLibrary.GetExport(library, "TF_GetAllOpList");
        var deleteBuffer = (delegate* unmanaged<Buffer*, void>)NativeLibrary.GetExport(library, "TF_DeleteBuffer");
        Buffer* buffer = getAllOpList();
        byte[] bytes = new ReadOnlySpan<byte>(buffer->Data, checked((int)buffer->Length)).ToArray();
        deleteBuffer(buffer);
        OpList list = OpList.Parser.ParseFrom(bytes);
        OpDef[] sorted = [.. list.Op.OrderBy(op => op.Name, StringComparer.Ordinal)];
        list.Op.Clear();
        list.Op.AddRange(sorted);
        return list.ToByteArray();
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Buffer
    {
        public readonly void* Data;
        public readonly nuint Length;
        public readonly nint Deallocator;
    }
}
