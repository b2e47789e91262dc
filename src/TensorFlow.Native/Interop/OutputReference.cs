using System.Runtime.InteropServices;

namespace TensorFlow.Interop;

/// <summary>The layout of <c>TF_Output</c> and <c>TF_Input</c>: one output (or input) of an operation of a graph.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct OutputReference(nint Operation, int Index);
