using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// A call of a function that is made again and again: everything it needs is allocated once, and a call allocates no managed memory. For
/// one thread at a time.
/// </summary>
[DebuggerDisplay("a prepared call")]
public sealed unsafe partial class FunctionCall : IDisposable
{
    private readonly Function function;
    private readonly StatusHandle status = new();
    private readonly EagerOperationHandle operation;
    private readonly EagerOutputsHandle outputs;
    private readonly EagerTensorHandle?[] inputs;
    private readonly nint[] pointers;
    private readonly InputBuffer?[] buffers;
    private readonly DeviceTensor?[]? hosted;
    private readonly ResolvedTensorHandle resolved = new();
    private readonly byte[] name;
    private readonly byte[] device;
    private readonly Device? target;
    private bool isReady;

    /// <summary>Prepares calls.</summary>
    /// <param name="function">The function; calls are possible until it is disposed.</param>
    /// <param name="device">The device. Default: that of the current <see cref="DeviceScope"/>, or the runtime's choice.</param>
    /// <param name="singleThreaded">
    /// Whether each operation computes on one thread of the first CPU instead of being divided among threads; on the caller's where there
    /// are a few operations and none calls another function. Short operations are done before other threads would have begun;
    /// <see cref="OperationCost"/> tells whether those of a graph are. Functions that take resources, such as variables, cannot be called
    /// so. Default: false.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="singleThreaded"/>, and a device is given or the function takes
    /// resources.</exception>
    public FunctionCall(Function function, Device? device = null, bool singleThreaded = false)
    {
        ObjectDisposedException.ThrowIf(function.IsDisposed, function);
        this.function = function;
        name = NullTerminated(function.Name);
        target = device ?? DeviceScope.Current;
        if (singleThreaded)
        {
            RequireSingleThreaded(function, target);
            function.Definition.RegisterSingleThreaded();
        }

        this.device = NullTerminated(target?.Name ?? "");
        inputs = new EagerTensorHandle?[function.Inputs.Count];
        pointers = new nint[function.Inputs.Count];
        buffers = new InputBuffer?[function.Inputs.Count];
        hosted = singleThreaded ? new DeviceTensor?[function.Inputs.Count] : null;
        outputs = new(function.Outputs.Count);
        operation = new(NativeMethods.TFE_NewOp(
            singleThreaded ? EagerContext.SingleThreaded : EagerContext.Handle, function.Name, status));
        isReady = target is null;
        try
        {
            status.ThrowIfError($"prepare a call of '{function.Name}'");
            SetExecution();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs the function; the outputs stay until the next run.</summary>
    /// <param name="cancellationToken">
    /// Asks the library to stop; what the function was going to assign is then undefined. What XLA compiled runs to its end first.
    /// </param>
    /// <exception cref="InvalidOperationException">An input was not set.</exception>
    /// <exception cref="ObjectDisposedException">This, the function or an input is disposed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void Run(CancellationToken cancellationToken = default)
    {
        CompiledFunctions.Enter();
        try
        {
            RunOnce(cancellationToken);
        }
        finally
        {
            CompiledFunctions.Exit();
        }
    }

    private void RunOnce(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(operation.IsClosed, this);
        ObjectDisposedException.ThrowIf(function.IsDisposed, function);
        cancellationToken.ThrowIfCancellationRequested();
        outputs.Clear();
        if (!isReady)
        {
            Reset();
            Check();
        }

        bool isDone = false;
        try
        {
            AddInputs();
            if (cancellationToken.CanBeCanceled)
                ExecuteCancellable(cancellationToken);
            else
                Execute();
            isDone = true;
            function.Definition.TrimBehindCompiler();
        }
        finally
        {
            // The library lets go of the inputs of a run that went well; of another one the op would keep them until the next.
            isReady = isDone && target is null && !cancellationToken.CanBeCanceled && HasNoInputs();
            if (!isReady)
            {
                Reset();
                isReady = !status.Failed;
            }
        }
    }

    private bool HasNoInputs() => NativeMethods.TFE_OpGetFlatInputCount(operation, status) == 0;

    /// <summary>Copies an output of the last run.</summary>
    /// <typeparam name="T">The .NET type of its elements.</typeparam>
    /// <param name="index">Which output, from 0.</param>
    /// <param name="destination">The destination; as long as the output has elements.</param>
    /// <exception cref="ArgumentException">The type is another, or the length is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The function has no such output.</exception>
    /// <exception cref="InvalidOperationException">There was no run, it failed, or the output was taken.</exception>
    public void CopyOutput<T>(int index, Span<T> destination)
        where T : unmanaged
    {
        RequireOutput(index);
        if (DTypes.Of<T>() != function.Outputs[index].DType)
            throw new ArgumentException(
                $"Output {index} of '{function.Name}' has elements of {function.Outputs[index].DType.StandardName}.", nameof(destination));
        resolved.Resolve(outputs.Pointer[index], status);
        Check();
        ReadOnlySpan<T> elements = MemoryMarshal.Cast<byte, T>(resolved.Bytes);
        int count = elements.Length;
        bool fits = count == destination.Length;
        if (fits)
            elements.CopyTo(destination);
        resolved.Clear();
        if (!fits)
            throw new ArgumentException(
                $"Output {index} of '{function.Name}' has {count} elements, the destination {destination.Length}.", nameof(destination));
    }

    /// <summary>Hands over an output of the last run.</summary>
    /// <param name="index">Which output, from 0; it can be taken once a run.</param>
    /// <exception cref="ArgumentOutOfRangeException">The function has no such output.</exception>
    /// <exception cref="InvalidOperationException">There was no run, it failed, or the output was taken.</exception>
    public DeviceTensor TakeOutput(int index)
    {
        RequireOutput(index);
        return new(new EagerTensorHandle(outputs.Take(index)), function.Outputs[index]);
    }

    /// <summary>Frees what the calls needed.</summary>
    public void Dispose()
    {
        outputs.Dispose();
        resolved.Dispose();
        foreach (InputBuffer? buffer in buffers)
            buffer?.Dispose();
        foreach (DeviceTensor? input in hosted ?? [])
            input?.Dispose();
        operation.Dispose();
        status.Dispose();
    }

    private void Reset()
    {
        fixed (byte* functionName = name, deviceName = device)
            NativeMethods.TFE_OpReset(operation, functionName, target is null ? null : deviceName, status);
        SetExecution();
    }

    private void SetExecution()
    {
        if (hosted is not null && InlineExecution.IsFast(function.Definition))
            SetText("executor_type", InlineExecution.Executor);
        // The runtime optimizes a function only where the call has a configuration of its own.
        if (function.Definition.Options is not { Optimize: true, Compile: false })
            return;
        SetText("config_proto", GraphOptimizer.Config);
    }

    private void SetText(string attribute, ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text)
            NativeMethods.TFE_OpSetAttrString(operation, attribute, bytes, (nuint)text.Length);
    }

    private static byte[] NullTerminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private void ExecuteCancellable(CancellationToken cancellationToken)
    {
        using CancellationManagerHandle manager = new(NativeMethods.TFE_NewCancellationManager());
        NativeMethods.TFE_OpSetCancellationManager(operation, manager, status);
        Check();
        try
        {
            using (cancellationToken.UnsafeRegister(
                static m => NativeMethods.TFE_CancellationManagerStartCancel((CancellationManagerHandle)m!), manager))
                Execute();
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled.Message, cancelled, cancellationToken);
        }
    }

    private void RequireOutput(int index)
    {
        ObjectDisposedException.ThrowIf(operation.IsClosed, this);
        if ((uint)index >= (uint)outputs.Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"'{function.Name}' has {outputs.Count} outputs.");
        if (outputs.Pointer[index] == 0)
            throw new InvalidOperationException(
                $"Output {index} of '{function.Name}' is not there: run the function first; an output can be taken once a run.");
    }

    private void Execute()
    {
        int count = outputs.Count;
        NativeMethods.TFE_Execute(operation, outputs.Pointer, &count, status);
        Check();
        outputs.Filled();
    }

    private void Check()
    {
        if (status.Failed)
            throw FunctionFailure.Of(function.Definition, function.Name, status.Code, status.Message);
    }
}
