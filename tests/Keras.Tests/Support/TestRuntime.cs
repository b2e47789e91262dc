using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras.Tests.Support;

/// <summary>Every test of this assembly sees two logical CPUs, so that placement can be tested on a machine without a GPU.</summary>
internal static class TestRuntime
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Options can be chosen only before the first test uses the runtime.")]
    internal static void Configure() => Runtime.Configure(new RuntimeOptions { LogicalCpuDevices = 2 });
}
