using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class InPlaceTests : NativeTest
{
    [Fact]
    public void Reading_is_in_place_and_the_runtime_shares_the_memory()
    {
        using Tensor tensor = Tensor.Create<float>([1, 2, 3]);
        using DeviceTensor device = DeviceTensor.From(tensor);
        using Tensor back = device.ToTensor();
        Assert.Equal(Address<float>(tensor), Address<float>(tensor));
        Assert.Equal(Address<float>(tensor), Address<float>(back));
        Assert.True(Unsafe.AreSame(in tensor.AsBytes()[0], in MemoryMarshal.AsBytes(tensor.AsSpan<float>())[0]));
        Assert.True(Unsafe.AreSame(in tensor.AsSpan<float>()[2], in tensor.AsTensorSpan<float>()[2]));
    }

    [Fact]
    public void What_the_runtime_shares_outlives_the_tensor()
    {
        Tensor tensor = Tensor.Create<float>([1, 2, 3]);
        using DeviceTensor device = DeviceTensor.From(tensor);
        tensor.Dispose();
        using Tensor back = device.ToTensor();
        Assert.Equal([1f, 2, 3], back.ToArray<float>());
    }

    [Fact]
    public void An_aligned_array_is_wrapped_and_unpinned_when_released()
    {
        WeakReference array = WrapAndRelease();
        GC.Collect();
        Assert.False(array.IsAlive);
    }

    [Fact]
    public void An_unaligned_array_is_copied()
    {
        float[] values = AlignedArray.Find(at: 16);
        using Tensor tensor = Tensor.Wrap(values, [values.Length]);
        Assert.NotEqual(AlignedArray.Address(values), Address<float>(tensor));
        Assert.Equal(values, tensor.ToArray<float>());
    }

    [Fact]
    public void A_wrapped_array_is_not_written_by_training()
    {
        float[] values = AlignedArray.Find(at: 0);
        Tensor tensor = Tensor.Wrap(values, [values.Length]);
        using Variable variable = new(tensor);
        tensor.Dispose();
        using Function add = Evaluate.Adder(1, [values.Length]);
        _ = add.Invoke(variable.Handle);
        using Tensor read = variable.Read();
        Assert.Equal(values[0] + 1, read.AsSpan<float>()[0]);
        Assert.All(values, v => Assert.Equal(7, v));
    }

    [Fact]
    public void An_empty_array_wraps()
    {
        using Tensor tensor = Tensor.Wrap(Array.Empty<float>(), [0, 4]);
        Assert.Equal(0, tensor.Length);
        Assert.True(tensor.AsSpan<float>().IsEmpty);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference WrapAndRelease()
    {
        (WeakReference array, Tensor tensor) = Wrap();
        GC.Collect();
        Assert.True(array.IsAlive);
        Assert.Equal(7, tensor.AsSpan<float>()[0]);
        tensor.Dispose();
        return array;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Array, Tensor Tensor) Wrap()
    {
        float[] values = AlignedArray.Find(at: 0);
        Tensor tensor = Tensor.Wrap(values, [values.Length]);
        Assert.Equal(AlignedArray.Address(values), Address<float>(tensor));
        return (new(values), tensor);
    }

    private static unsafe nint Address<T>(Tensor tensor)
        where T : unmanaged =>
        (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.AsSpan<T>()));
}
