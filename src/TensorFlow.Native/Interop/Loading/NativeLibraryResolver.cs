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

    /// <summary>
    /// Each answer is a reference of its own. Where threads ask at once, a program compiled ahead of time keeps one answer and frees the
    /// others; were they all one reference, that would unload the library under the thread that uses it.
    /// </summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == NativeLibraryName.TensorFlow ? NativeLibrary.Load(NativeLibraryLoader.Load().Path) : 0;
}
