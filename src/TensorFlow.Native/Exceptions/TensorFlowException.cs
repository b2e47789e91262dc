namespace TensorFlow;

/// <summary>A call to the native TensorFlow library failed.</summary>
/// <param name="code">The library's status code.</param>
/// <param name="message">What was being done and what the library said.</param>
/// <param name="inner">What was thrown first; null for nothing.</param>
public class TensorFlowException(StatusCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The library's status code.</summary>
    public StatusCode Code { get; } = code;

    internal static Exception Create(StatusCode code, string doing, string message) =>
        Create(code, $"Could not {doing}: {Interop.NativeText.Sentence(message)}");

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
