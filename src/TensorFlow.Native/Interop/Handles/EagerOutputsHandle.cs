using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>
/// Owns the outputs of a call that is made again and again: a native array of <c>TFE_TensorHandle*</c>, reused without allocation.
/// </summary>
internal sealed unsafe class EagerOutputsHandle(int count)
    : NativeHandle((nint)NativeMemory.AllocZeroed((nuint)Math.Max(1, count), (nuint)sizeof(nint)), ArrayCounter)
{
    private static readonly LiveObjectCounter ArrayCounter = LiveObjectCounter.For("TFE_TensorHandle*[]");
    private static readonly LiveObjectCounter OutputCounter = LiveObjectCounter.For("TFE_TensorHandle");

    public int Count => count;

    public nint* Pointer => (nint*)handle;

    /// <summary>Notes that the library has written all outputs.</summary>
    public void Filled()
    {
        for (int i = 0; i < count; i++)
            OutputCounter.Increment();
    }

    /// <summary>Hands an output over to the caller.</summary>
    public nint Take(int index)
    {
        nint output = Pointer[index];
        Pointer[index] = 0;
        if (output != 0)
            OutputCounter.Decrement();
        return output;
    }

    public void Clear()
    {
        for (int i = 0; i < count; i++)
        {
            nint output = Take(i);
            if (output != 0)
                NativeMethods.TFE_DeleteTensorHandle(output);
        }
    }

    protected override void Release(nint native)
    {
        Clear();
        NativeMemory.Free((void*)native);
    }
}
