using System.Text.RegularExpressions;

namespace TensorFlow;

/// <summary>Names that operations of a graph in a file may have.</summary>
internal static partial class OperationName
{
    /// <summary>The name with underscores for the characters that are not allowed.</summary>
    public static string Valid(string name)
    {
        string valid = NotAllowed().Replace(name, "_");
        return valid.Length > 0 && (char.IsAsciiLetterOrDigit(valid[0]) || valid[0] == '.') ? valid : "." + valid;
    }

    [GeneratedRegex("[^A-Za-z0-9_.\\-/]")]
    private static partial Regex NotAllowed();
}
