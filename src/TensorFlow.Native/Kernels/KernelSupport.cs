using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TensorFlow.Kernels;

/// <summary>Whether kernels of this library are taken.</summary>
internal static class KernelSupport
{
    /// <summary>
    /// Whether this machine has the vectors of 512 bits that the kernels are written for, all devices are processors, and the kernels are
    /// not switched off (<see cref="RuntimeOptions.UseOwnKernels"/>).
    /// </summary>
    public static bool IsGiven => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx2.IsSupported
        && Runtime.Options.UseOwnKernels && Runtime.Devices.All(d => d.Kind == "CPU");
}
