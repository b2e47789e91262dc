using TensorFlow.Interop;

namespace TensorFlow;

/// <content>The inputs of a call.</content>
public sealed unsafe partial class FunctionCall
{
    /// <summary>Sets an input for this and all later calls.</summary>
    /// <param name="index">Which input, from 0.</param>
    /// <param name="tensor">The tensor, which must not be disposed before the last call.</param>
    /// <exception cref="ArgumentException">The type or the shape is not what the function expects.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The function has no such input.</exception>
    public void SetInput(int index, DeviceTensor tensor)
    {
        RequireInput(index, tensor.DType, tensor.Shape);
        if (hosted is null)
        {
            inputs[index] = tensor.Handle;
            return;
        }

        // The other context does not know the devices of the first.
        using Tensor host = tensor.ToTensor();
        DeviceTensor? before = hosted[index];
        inputs[index] = (hosted[index] = DeviceTensor.OnHost(host)).Handle;
        before?.Dispose();
    }

    /// <summary>
    /// Copies elements into a buffer of this call's own, which is the input from now on. The buffer is made at the first time; later ones
    /// of the same shape allocate nothing. An output that is nothing but the input may share the buffer: read it with <see
    /// cref="CopyOutput"/> before the next write.
    /// </summary>
    /// <typeparam name="T">The .NET type of the elements.</typeparam>
    /// <param name="index">Which input, from 0.</param>
    /// <param name="elements">The elements, in C order.</param>
    /// <param name="shape">The axes.</param>
    /// <exception cref="ArgumentException">The type or the shape is not what the function expects, or the number of elements is not that of
    /// the shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The function has no such input.</exception>
    public void WriteInput<T>(int index, ReadOnlySpan<T> elements, Shape shape)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(operation.IsClosed, this);
        if ((uint)index >= (uint)buffers.Length || buffers[index] is not { } buffer || !buffer.Fits<T>(shape))
        {
            RequireInput(index, DTypes.Of<T>(), shape);
            buffers[index]?.Dispose();
            buffers[index] = buffer = InputBuffer.Create<T>(shape, target);
        }

        inputs[index] = buffer.Write(elements);
    }

    private void AddInputs()
    {
        int kept = 0;
        try
        {
            for (; kept < inputs.Length; kept++)
            {
                EagerTensorHandle input =
                    inputs[kept] ?? throw new InvalidOperationException($"Input {kept} of '{function.Name}' was not set.");
                bool isKept = false;
                input.DangerousAddRef(ref isKept);
                pointers[kept] = input.DangerousGetHandle();
            }

            fixed (nint* first = pointers)
                NativeMethods.TFE_OpAddInputList(operation, first, pointers.Length, status);
            Check();
        }
        finally
        {
            while (kept > 0)
                inputs[--kept]!.DangerousRelease();
        }
    }

    private static void RequireSingleThreaded(Function function, Device? target)
    {
        if (target is not null)
            throw new ArgumentException(
                $"A single-threaded call of '{function.Name}' runs on the first CPU; it cannot be given {target}.", nameof(target));
        if (function.Inputs.Any(i => i.DType == DType.Resource))
            throw new ArgumentException(
                $"'{function.Name}' takes resources, which a single-threaded call cannot reach; pass their values.", nameof(function));
    }

    private void RequireInput(int index, DType dtype, Shape shape)
    {
        if ((uint)index >= (uint)inputs.Length)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"'{function.Name}' has {inputs.Length} inputs.");
        TensorSpec expected = function.Inputs[index];
        if (expected.DType != dtype || (expected.DType != DType.Resource && !expected.Shape.IsCompatibleWith(shape)))
            throw new ArgumentException($"Input {index} of '{function.Name}': expected {expected}, got {dtype.StandardName} {shape}.");
    }
}
