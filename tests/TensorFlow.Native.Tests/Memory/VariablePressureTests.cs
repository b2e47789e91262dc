using Xunit;

namespace TensorFlow.Tests.Memory;

/// <summary>The garbage collector knows how large a variable is, and collects those that nobody disposed.</summary>
public sealed class VariablePressureTests : NativeTest
{
    [Fact]
    public void Variables_that_nobody_disposed_are_collected()
    {
        const int count = 200;
        const int side = 2048;
        int most = 0;
        using Tensor value = Tensor.Zeros(DType.Float32, [side, side]);
        List<WeakReference> made = [];
        for (int i = 0; i < count; i++)
        {
            made.Add(Abandon(value));
            most = Math.Max(most, made.Count(v => v.IsAlive));
        }

        Assert.InRange(most, 1, count - 1);
    }

    private static WeakReference Abandon(Tensor value)
    {
        Variable variable = new(value);
        return new(variable);
    }
}
