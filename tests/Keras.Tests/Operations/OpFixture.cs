using System.Runtime.InteropServices;
using System.Text.Json;
using Keras.Tests.Support;
using TensorFlow;

namespace Keras.Tests.Operations;

/// <summary>What the real Keras said of its functions: <c>Fixtures/ops.json</c>, and the tensors of <c>ops.npz</c>.</summary>
internal static class OpFixture
{
    private static readonly Fixture Recorded = Fixture.Load("ops");

    public static JsonElement Root => Recorded.Root;

    /// <summary>The cases, by the name of the function.</summary>
    public static ILookup<string, JsonElement> Cases { get; } = Recorded.Cases().ToLookup(c => c.GetProperty("op").GetString()!);

    /// <summary>A recorded tensor: [type, offset, …shape].</summary>
    public static Tensor Tensor(JsonElement reference) => Tensor(Recorded, reference);

    /// <summary>A tensor recorded in a fixture of the same form.</summary>
    public static Tensor Tensor(Fixture recorded, JsonElement reference)
    {
        JsonElement[] parts = [.. reference.EnumerateArray()];
        string dtype = parts[0].GetString()!;
        Shape shape = [.. parts[2..].Select(p => p.GetInt64())];
        ReadOnlySpan<byte> bytes = recorded.Array(dtype).As<byte>().AsSpan(parts[1].GetInt32());
        return DTypes.Parse(dtype) switch
        {
            DType.Float32 => Create<float>(bytes, shape),
            DType.Float64 => Create<double>(bytes, shape),
            DType.Float16 => Create<Half>(bytes, shape),
            DType.BFloat16 => Create<BFloat16>(bytes, shape),
            DType.Int8 => Create<sbyte>(bytes, shape),
            DType.Int16 => Create<short>(bytes, shape),
            DType.Int32 => Create<int>(bytes, shape),
            DType.Int64 => Create<long>(bytes, shape),
            DType.UInt8 => Create<byte>(bytes, shape),
            DType.UInt16 => Create<ushort>(bytes, shape),
            DType.UInt32 => Create<uint>(bytes, shape),
            DType.Bool => Create<bool>(bytes, shape),
            _ => throw new InvalidDataException($"The fixture has no tensors of {dtype}."),
        };
    }

    /// <summary>The elements of a tensor as numbers.</summary>
    public static double[] Numbers(Tensor tensor)
    {
        if (tensor.DType is DType.Float64)
            return tensor.ToArray<double>();
        using Tensor numbers = tensor.Cast(DType.Float64);
        return numbers.ToArray<double>();
    }

    private static Tensor Create<T>(ReadOnlySpan<byte> bytes, Shape shape)
        where T : unmanaged => TensorFlow.Tensor.Create(MemoryMarshal.Cast<byte, T>(bytes)[..(int)shape.ElementCount], shape);
}
