using System.Collections.Concurrent;
using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Tells which operations XLA can compile: the library registers a kernel for each.</summary>
internal static class XlaKernels
{
    // Those of the processor; what XLA has for other devices differs little.
    private const string Device = "XLA_CPU_JIT";
    private static readonly ConcurrentDictionary<string, KernelDef[]> Known = new(StringComparer.Ordinal);

    // The library registers the kernels when it looks for the first time whether to compile a part of a function.
    private static readonly Lazy<bool> Registration = new(() =>
    {
        using Function function = Function.Trace("first", [], _ => [Graph.Current.Constant(0, DType.Int32)]);
        using DeviceTensor result = function.Invoke()[0];
        return true;
    });

    /// <summary>Whether there is a kernel for the operation and the types that its attributes name.</summary>
    public static bool Exist(NodeDef node) => Known.GetOrAdd(node.Op, op => Find(op)).Any(k => k.Constraint.All(c => Allows(c, node)));

    /// <summary>The kernels of an operation for the processor.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="device">XLA's processor, or "CPU" for the ordinary kernels.</param>
    public static KernelDef[] Find(string op, string device = Device)
    {
        _ = Registration.Value;
        using StatusHandle status = new();
        using BufferHandle buffer = new(NativeMethods.TF_GetRegisteredKernelsForOp(op, status));
        status.ThrowIfError($"reading the kernels of {op}");
        KernelList all = KernelList.Parser.WithDiscardUnknownFields(true).ParseFrom(TensorBuffer.ToArray(buffer));
        return [.. all.Kernel.Where(k => k.DeviceType == device)];
    }

    private static bool Allows(KernelDef.Types.AttrConstraint constraint, NodeDef node)
    {
        if (node.Attr.GetValueOrDefault(constraint.Name) is not { } value || constraint.AllowedValues?.List is not { } allowed)
            return true;
        return value.List is { } list ? list.Type.All(allowed.Type.Contains) : allowed.Type.Contains(value.Type);
    }
}
