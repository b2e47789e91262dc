using System.Text.RegularExpressions;
using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>Why the library added no operation, and what to do, where the operation's type tells more than the library's message.</summary>
internal static partial class RefusalReason
{
    private static readonly HashSet<string> Products = ["MatMul"];

    private static readonly HashSet<string> Elementwise =
    [
        "AddV2", "Sub", "Mul", "Div", "RealDiv", "DivNoNan", "FloorDiv", "FloorMod", "Pow", "Maximum", "Minimum", "SquaredDifference",
        "Atan2", "Less", "LessEqual", "Greater", "GreaterEqual", "Equal", "NotEqual", "LogicalAnd", "LogicalOr", "SelectV2",
    ];

    public static string Of(string type, string message)
    {
        string sentence = NativeText.Sentence(message);
        if (Lengths().Match(sentence) is not { Success: true } lengths)
            return sentence;
        string told = $"{lengths.Groups["first"].Value} and {lengths.Groups["second"].Value}";
        return Products.Contains(type)
            ? $"expected as many columns in the first operand as rows in the second, got {told}; Transpose or Reshape one of them"
            : Elementwise.Contains(type)
            ? $"expected shapes that broadcast, with axes of one length or 1 counted from the last, got {told}; Reshape one of them, or "
                + "ExpandDims where an axis of length 1 is missing"
            : sentence;
    }

    // "Dimensions must be equal, but are 2 and 3 with input shapes: [?,2], [3,3]".
    [GeneratedRegex(@"^Dimensions must be equal, but are (?<first>\d+) and (?<second>\d+)")]
    private static partial Regex Lengths();
}
