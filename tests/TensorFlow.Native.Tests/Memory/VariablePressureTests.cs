using System.Runtime.CompilerServices;
using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Memory;

/// <summary>
/// The garbage collector knows how large a variable is until it is freed, disposed or not. When it collects for that is its own affair, and
/// depends on the machine and on how busy that is.
/// </summary>
public sealed class VariablePressureTests : NativeTest
{
    private const int Side = 2048;

    [Fact]
    public void The_collector_is_told_of_a_variable_until_it_is_disposed()
    {
        using Tensor value = Tensor.Zeros(DType.Float32, [Side, Side]);
        long before = MemoryPressure.All;
        Variable variable = new(value);
        Assert.Equal(before + (sizeof(float) * Side * Side), MemoryPressure.All);
        variable.Dispose();
        Assert.Equal(before, MemoryPressure.All);
    }

    [Fact]
    public void A_variable_that_nobody_disposed_is_freed_by_the_collector_and_no_longer_told_of()
    {
        using Tensor value = Tensor.Zeros(DType.Float32, [Side, Side]);
        _ = LeakGate.Count();
        long before = MemoryPressure.All;
        WeakReference abandoned = Abandon(value);
        _ = LeakGate.Count();
        Assert.False(abandoned.IsAlive);
        Assert.Equal(before, MemoryPressure.All);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Abandon(Tensor value)
    {
        Variable variable = new(value);
        return new(variable);
    }
}
