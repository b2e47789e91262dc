namespace TensorFlow;

/// <summary>The outcome of a call to the native library (<c>TF_Code</c>, the canonical error codes).</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,

    /// <summary>The call was cancelled.</summary>
    Cancelled = 1,

    /// <summary>An error of no known kind.</summary>
    Unknown = 2,

    /// <summary>An argument does not fit: a shape, a type, a value.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed.</summary>
    DeadlineExceeded = 4,

    /// <summary>A named thing is not there: an op, a function, a variable, a file.</summary>
    NotFound = 5,

    /// <summary>A thing of that name is there already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not do that.</summary>
    PermissionDenied = 7,

    /// <summary>Memory or another resource ran out.</summary>
    ResourceExhausted = 8,

    /// <summary>The state does not allow the call: an uninitialized variable, say.</summary>
    FailedPrecondition = 9,

    /// <summary>The operation was aborted.</summary>
    Aborted = 10,

    /// <summary>An index lies outside the valid range.</summary>
    OutOfRange = 11,

    /// <summary>The library cannot do that, or no kernel exists for the device.</summary>
    Unimplemented = 12,

    /// <summary>An invariant of the library is broken.</summary>
    Internal = 13,

    /// <summary>The service is not available.</summary>
    Unavailable = 14,

    /// <summary>Data were lost or are corrupt.</summary>
    DataLoss = 15,

    /// <summary>The caller is not authenticated.</summary>
    Unauthenticated = 16,
}
