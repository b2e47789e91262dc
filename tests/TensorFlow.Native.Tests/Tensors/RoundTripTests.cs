using System.Numerics;
using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class RoundTripTests : NativeTest
{
    [Fact]
    public void Float32() => Check([1.5f, -2, float.NaN, 0, float.Epsilon, float.MaxValue], DType.Float32);

    [Fact]
    public void Float64() => Check([1.5, -2, double.NaN, 0, double.Epsilon, double.MaxValue], DType.Float64);

    [Fact]
    public void Float16() => Check([(Half)1.5, (Half)(-2), Half.NaN, Half.Zero, Half.Epsilon, Half.MaxValue], DType.Float16);

    [Fact]
    public void BFloat16() => Check([(BFloat16)1.5f, (BFloat16)(-2f), (BFloat16)0f, (BFloat16)3e38f, new(1), new(0x8000)], DType.BFloat16);

    [Fact]
    public void Int8() => Check<sbyte>([1, -2, sbyte.MinValue, sbyte.MaxValue, 0, 5], DType.Int8);

    [Fact]
    public void Int16() => Check<short>([1, -2, short.MinValue, short.MaxValue, 0, 5], DType.Int16);

    [Fact]
    public void Int32() => Check([1, -2, int.MinValue, int.MaxValue, 0, 5], DType.Int32);

    [Fact]
    public void Int64() => Check([1, -2, long.MinValue, long.MaxValue, 0, 5], DType.Int64);

    [Fact]
    public void UInt8() => Check<byte>([1, 2, byte.MaxValue, 0, 5, 6], DType.UInt8);

    [Fact]
    public void UInt16() => Check<ushort>([1, 2, ushort.MaxValue, 0, 5, 6], DType.UInt16);

    [Fact]
    public void UInt32() => Check<uint>([1, 2, uint.MaxValue, 0, 5, 6], DType.UInt32);

    [Fact]
    public void UInt64() => Check<ulong>([1, 2, ulong.MaxValue, 0, 5, 6], DType.UInt64);

    [Fact]
    public void Bool() => Check([true, false, true, true, false, false], DType.Bool);

    [Fact]
    public void Complex128() => Check([new(1, -1), Complex.ImaginaryOne, Complex.Zero, new(0, 2), new(3, 0), new(-1, 4)], DType.Complex128);

    private static void Check<T>(T[] six, DType dtype)
        where T : unmanaged
    {
        using Tensor list = Tensor.Create<T>(six);
        using Tensor matrix = Tensor.Create<T>(six, [2, 3]);
        T[,] rectangle = { { six[0], six[1], six[2] }, { six[3], six[4], six[5] } };
        using Tensor ofRectangle = Tensor.FromArray(rectangle);
        T[,,] cube = new T[1, 6, 1];
        for (int i = 0; i < 6; i++)
            cube[0, i, 0] = six[i];
        using Tensor ofCube = Tensor.FromArray(cube);
        using Tensor scalar = Tensor.Scalar(six[1]);
        using Tensor ofTensor = Tensor.FromTensor(System.Numerics.Tensors.Tensor.Create(six, [3, 2]));
        foreach ((Tensor tensor, Shape shape) in (ReadOnlySpan<(Tensor, Shape)>)[(list, [6]),
            (matrix, [2, 3]), (ofRectangle, [2, 3]), (ofCube, [1, 6, 1]), (ofTensor, [3, 2])])
        {
            Assert.Equal(dtype, tensor.DType);
            Assert.Equal(shape, tensor.Shape);
            Assert.Equal(six, tensor.ToArray<T>());
            Assert.Equal(6 * dtype.Size, tensor.ByteLength);
            using DeviceTensor device = DeviceTensor.From(tensor);
            Assert.Equal(dtype, device.DType);
            Assert.Equal(shape, device.Shape);
            using Tensor back = device.ToTensor();
            Assert.Equal(six, back.ToArray<T>());
        }

        Assert.Equal(Shape.Scalar, scalar.Shape);
        Assert.Equal(six[1], scalar.ToScalar<T>());
    }
}
