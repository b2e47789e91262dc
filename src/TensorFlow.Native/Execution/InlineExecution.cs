using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// The executor that runs the operations of a function one after another on the caller's thread: handing a short function over to another
/// thread and back takes as long as some of its operations.
/// </summary>
internal static class InlineExecution
{
    /// <summary>The executor's name.</summary>
    public static ReadOnlySpan<byte> Executor => "SINGLE_THREADED_EXECUTOR"u8;

    /// <summary>
    /// Whether the executor can run a function: it knows no loops and conditions, which the runtime makes of operations that call
    /// functions.
    /// </summary>
    public static bool IsPossible(FunctionHandle function) =>
        function is { Origins: not null, Options.Compile: false, Dependencies.Count: 0 };
}
