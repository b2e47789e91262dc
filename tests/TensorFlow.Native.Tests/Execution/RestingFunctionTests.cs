using Shared;
using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Execution;

/// <summary>Functions of ordinary kernels that call a compiled one come and go, and the runtime keeps one body of what they call.</summary>
public sealed class RestingFunctionTests : NativeTest
{
    private const int Operations = 1_500;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Equal_callers_one_after_another_take_the_memory_of_one(bool singleThreaded)
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        CallOften(20);
        long before = ResidentMemory.Settled();

        CallOften(50);

        // The body of each takes about 1 MB.
        Assert.InRange(ResidentMemory.Settled() - before, long.MinValue, 20L << 20);

        void CallOften(int times)
        {
            for (int i = 0; i < times; i++)
                Assert.Equal([Operations + 1f, Operations + 3f], Call(1, Operations, singleThreaded));
        }
    }

    [Fact]
    public void More_callers_than_rest_are_right_when_they_come_again()
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < RestingFunctions.Most + 3; i++)
                Assert.Equal([(i * 2) + 1f, (i * 2) + 3f], Call(i, 2));
        }
    }

    [Fact]
    public void A_caller_that_lives_works_on_when_an_equal_one_goes()
    {
        Assert.SkipUnless(Runtime.HasXla, "The library has no XLA.");
        using Function inner = Inner(2, 3);
        using Function outer = Outer(inner);
        Assert.Equal([7f, 9f], Call(2, 3));
        for (int i = 0; i < RestingFunctions.Most + 3; i++)
            _ = Call(100 + i, 2);
        Assert.Equal([7f, 9f], Run(outer));
    }

    private static float[] Call(int step, int operations, bool singleThreaded = false)
    {
        using Function inner = Inner(step, operations);
        using Function outer = Outer(inner);
        return Run(outer, singleThreaded);
    }

    private static Function Inner(int step, int operations) => Function.Trace("inner", [new(DType.Float32, [2])], s =>
    {
        Symbol sum = s[0];
        for (int i = 0; i < operations; i++)
            sum += step;
        return [sum];
    }, new() { Compile = true });

    private static Function Outer(Function inner) => Function.Trace("outer", [new(DType.Float32, [2])], s => inner.Call(s[0]));

    private static float[] Run(Function function, bool singleThreaded = false)
    {
        using FunctionCall call = new(function, singleThreaded: singleThreaded);
        call.WriteInput<float>(0, [1, 3], [2]);
        call.Run();
        float[] result = new float[2];
        call.CopyOutput<float>(0, result);
        return result;
    }
}
