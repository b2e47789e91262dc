using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>One element of a string tensor (<c>TF_TString</c>, 24 bytes); only the library looks inside.</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal struct TensorString;
