using System.Runtime.CompilerServices;

namespace TensorFlow.Interop;

/// <summary>
/// The description of a failed operation, composed only on failure: reading names and shapes back for every operation added would dominate
/// tracing.
/// </summary>
[InterpolatedStringHandler]
internal ref struct FailureText
{
    private DefaultInterpolatedStringHandler text;

    public FailureText(int literalLength, int formattedCount, StatusHandle status, out bool failed)
    {
        failed = status.Failed;
        text = failed ? new(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    internal string ToStringAndClear() => text.ToStringAndClear();
}
