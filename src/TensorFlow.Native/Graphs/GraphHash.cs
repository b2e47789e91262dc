using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace TensorFlow;

/// <summary>
/// A digest of everything that was added to a graph, in order. Functions are named after it, so that two models of the same structure share
/// one function and one compilation. (The serialized graph would not do: its maps have no fixed order.)
/// </summary>
internal sealed class GraphHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public GraphHash Add(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
        return this;
    }

    public GraphHash Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public GraphHash Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
        return this;
    }

    public GraphHash Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        Add(MemoryMarshal.AsBytes(values));

    public GraphHash Add(Shape shape) => Add(shape.Rank).Add(shape.Rank < 0 ? [] : shape.AsSpan());

    public GraphHash Add(Symbol symbol) => Add(symbol.Operation.Name).Add(symbol.Index);

    /// <summary>The digest so far, as 32 hexadecimal digits.</summary>
    public string Current()
    {
        Span<byte> digest = stackalloc byte[32];
        _ = hash.GetCurrentHash(digest);
        return Convert.ToHexStringLower(digest[..16]);
    }

    public void Dispose() => hash.Dispose();
}
