namespace TensorFlow;

/// <summary>A call to the native TensorFlow library failed.</summary>
/// <param name="code">The library's status code.</param>
/// <param name="message">The operation and the message of the library.</param>
/// <param name="inner">The cause, or null.</param>
public class TensorFlowException(StatusCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The library's status code.</summary>
    public StatusCode Code { get; } = code;

    internal static Exception Create(StatusCode code, string operation, string message) =>
        Create(code, $"Could not {operation}: {Interop.NativeText.Sentence(message)}");

    internal static Exception Create(StatusCode code, string sentence)
    {
        return code switch
        {
            StatusCode.Cancelled => new OperationCanceledException(sentence),
            StatusCode.InvalidArgument => new InvalidArgumentException(sentence),
            StatusCode.NotFound => new NotFoundException(sentence),
            StatusCode.AlreadyExists => new AlreadyExistsException(sentence),
            StatusCode.ResourceExhausted => new ResourceExhaustedException(sentence),
            StatusCode.FailedPrecondition => new FailedPreconditionException(sentence),
            StatusCode.OutOfRange => new OutOfRangeException(sentence),
            StatusCode.Unimplemented => new UnimplementedException(sentence),
            StatusCode.DataLoss => new DataLossException(sentence),
            _ => new TensorFlowException(code, sentence),
        };
    }
}
