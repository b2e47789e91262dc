using System.Globalization;

namespace TensorFlow;

/// <summary>The outputs of an operation that was written.</summary>
/// <param name="Values">The outputs in order.</param>
/// <param name="Types">The outputs by name; null for an argument.</param>
internal readonly record struct EndpointTensors(EndpointValue[] Values, NodeTypes? Types)
{
    /// <summary>The output that a name in the file stands for.</summary>
    /// <param name="tensor">The name.</param>
    /// <param name="parts">The operation, in a function the output's name, and the position.</param>
    /// <param name="isFunction">Whether the name is one of a function.</param>
    /// <exception cref="ContradictionException">There is no such output.</exception>
    public EndpointValue Find(string tensor, string[] parts, bool isFunction)
    {
        int at = 0;
        if (parts.Length > 1 && !int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out at))
            throw new ContradictionException($"'{tensor}' names no tensor");
        if (isFunction && parts.Length == 3 && Types is not null)
        {
            foreach ((string name, int[] types) in Types.Outputs)
            {
                if (name == parts[1])
                    break;
                at += types.Length;
            }
        }

        return at < Values.Length ? Values[at] : throw new ContradictionException($"there is no output '{tensor}'");
    }
}
