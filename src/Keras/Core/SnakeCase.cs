using System.Text.RegularExpressions;

namespace Keras.Core;

/// <summary>
/// Keras's way from a class name to a name: <c>MaxPooling2D</c> → <c>max_pooling2d</c> (<c>keras.utils.naming.to_snake_case</c>).
/// </summary>
internal static partial class SnakeCase
{
    public static string Of(string className)
    {
        string name = NonWord().Replace(className, "");
        name = BeforeWord().Replace(name, "$1_$2");
        return Boundary().Replace(name, "$1_$2").ToLowerInvariant();
    }

    [GeneratedRegex(@"\W+")]
    private static partial Regex NonWord();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex BeforeWord();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex Boundary();
}
