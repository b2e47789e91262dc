using System.Runtime.InteropServices;
using TensorFlow.Interop;

namespace TensorFlow.Kernels;

/// <summary>Makes ops of this library known to the runtime, with kernels for the processor that are written in C#.</summary>
internal static unsafe class KernelRegistry
{
    /// <summary>What each kernel's value has, since 0 is none.</summary>
    public const nint IsKernel = 1;

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Registered = new(StringComparer.Ordinal);

    /// <summary>Registers an op and its kernel, unless they are known already.</summary>
    /// <param name="name">The op.</param>
    /// <param name="inputs">The inputs: "image: float".</param>
    /// <param name="attributes">The attributes: "same: int".</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="create">Creates a kernel from the description of an operation: any value but 0.</param>
    /// <param name="compute">Runs the kernel of that value.</param>
    public static void Register(
        string name,
        ReadOnlySpan<string> inputs,
        ReadOnlySpan<string> attributes,
        ReadOnlySpan<string> outputs,
        delegate* unmanaged<nint, nint> create,
        delegate* unmanaged<nint, nint, void> compute)
    {
        lock (Gate)
        {
            if (Registered.Contains(name))
                return;
            RegisterNew(name, inputs, attributes, outputs, create, compute);
            _ = Registered.Add(name);
        }
    }

    private static void RegisterNew(
        string name,
        ReadOnlySpan<string> inputs,
        ReadOnlySpan<string> attributes,
        ReadOnlySpan<string> outputs,
        delegate* unmanaged<nint, nint> create,
        delegate* unmanaged<nint, nint, void> compute)
    {
        using StatusHandle status = new();
        nint op = NativeMethods.TF_NewOpDefinitionBuilder(name);
        foreach (string input in inputs)
            NativeMethods.TF_OpDefinitionBuilderAddInput(op, input);
        foreach (string attribute in attributes)
            NativeMethods.TF_OpDefinitionBuilderAddAttr(op, attribute);
        foreach (string output in outputs)
            NativeMethods.TF_OpDefinitionBuilderAddOutput(op, output);
        NativeMethods.TF_OpDefinitionBuilderSetShapeInferenceFunction(op, &InferNothing);

        // Registering frees the builders, whether it succeeds or not.
        NativeMethods.TF_RegisterOpDefinition(op, status);
        status.ThrowIfError($"register the op {name}");
        nint kernel = NativeMethods.TF_NewKernelBuilder(name, "CPU", create, compute, &Delete);
        NativeMethods.TF_RegisterKernelBuilder(name, kernel, status);
        status.ThrowIfError($"register the kernel of {name}");
    }

    /// <summary>Runs a kernel, and tells the runtime of an exception.</summary>
    /// <param name="context">The runtime's context of the call.</param>
    /// <param name="compute">Computes the outputs from the inputs.</param>
    public static void Run(nint context, Action<KernelContext> compute)
    {
        using StatusHandle status = new();
        try
        {
            compute(new(context, status));
        }
        catch (Exception e)
        {
            // Nothing may be thrown into native code.
            StatusCode code = e switch
            {
                TensorFlowException failure => failure.Code,
                OutOfMemoryException => StatusCode.ResourceExhausted,
                _ => StatusCode.Internal,
            };
            NativeMethods.TF_SetStatus(status, code, e.Message);
            NativeMethods.TF_OpKernelContext_Failure(context, status);
        }
    }

    /// <summary>A flag where an attribute of an operation is not 0, else 0; a failure ends the making of the kernel.</summary>
    /// <param name="construction">The runtime's context of the making.</param>
    /// <param name="attribute">An attribute of an integer.</param>
    /// <param name="flag">The flag.</param>
    public static nint FlagOf(nint construction, string attribute, nint flag) => IntegerOf(construction, attribute) != 0 ? flag : 0;

    /// <summary>An attribute of an operation; a failure ends the making of the kernel.</summary>
    /// <param name="construction">The runtime's context of the making.</param>
    /// <param name="attribute">An attribute of an integer.</param>
    public static long IntegerOf(nint construction, string attribute)
    {
        using StatusHandle status = new();
        long value = 0;
        NativeMethods.TF_OpKernelConstruction_GetAttrInt64(construction, attribute, &value, status);
        if (status.Failed)
            NativeMethods.TF_OpKernelConstruction_Failure(construction, status);
        return value;
    }

    /// <summary>An attribute of an operation; a failure ends the making of the kernel.</summary>
    /// <param name="construction">The runtime's context of the making.</param>
    /// <param name="attribute">An attribute of a floating-point number.</param>
    private static float NumberOf(nint construction, string attribute)
    {
        using StatusHandle status = new();
        float value = 0;
        NativeMethods.TF_OpKernelConstruction_GetAttrFloat(construction, attribute, &value, status);
        if (status.Failed)
            NativeMethods.TF_OpKernelConstruction_Failure(construction, status);
        return value;
    }

    /// <summary>A floating-point attribute as the upper half of a kernel's value; see <see cref="NumberIn"/>.</summary>
    /// <param name="construction">The runtime's context of the making.</param>
    /// <param name="attribute">The attribute.</param>
    public static nint UpperHalfOf(nint construction, string attribute) =>
        (nint)((long)BitConverter.SingleToInt32Bits(NumberOf(construction, attribute)) << 32);

    /// <summary>The number in the upper half of a kernel's value.</summary>
    public static float NumberIn(nint kernel) => BitConverter.Int32BitsToSingle((int)(kernel >> 32));

    [UnmanagedCallersOnly]
    private static void InferNothing(nint context, nint status) =>
        NativeMethods.TF_ShapeInferenceContextSetUnknownShape(context, status);

    [UnmanagedCallersOnly]
    private static void Delete(nint kernel)
    {
        // A kernel is a number.
    }
}
