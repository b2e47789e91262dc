using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// The executor that runs the operations of a function one after another on the caller's thread: handing a short function over to another
/// thread and back takes as long as some of its operations. Of many operations some may run at once, which the usual executor lets them.
/// </summary>
internal static class InlineExecution
{
    private const int MostOperations = 64;

    /// <summary>The executor's name.</summary>
    public static ReadOnlySpan<byte> Executor => "SINGLE_THREADED_EXECUTOR"u8;

    /// <summary>
    /// Whether a function is run so. The executor knows no loops and conditions, which the runtime makes of operations that call functions.
    /// </summary>
    public static bool IsFast(FunctionHandle function) =>
        function is { Origins.Count: <= MostOperations, Options.Compile: false, Dependencies.Count: 0 };
}
