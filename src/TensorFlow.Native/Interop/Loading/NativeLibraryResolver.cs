using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>Answers the runtime when a native declaration of this assembly is first called.</summary>
internal static class NativeLibraryResolver
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It only registers; the search and the load wait for the first native call.")]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryResolver).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == NativeLibraryName.TensorFlow ? NativeLibraryLoader.Load().Handle : 0;
}
