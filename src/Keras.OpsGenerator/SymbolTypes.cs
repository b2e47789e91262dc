using System.Text.RegularExpressions;

namespace Keras.OpsGenerator;

/// <summary>The types of parameters and results in which symbols stand, and those that take their place in another form.</summary>
internal static partial class SymbolTypes
{
    /// <summary>Whether a type is made of symbols.</summary>
    public static bool Contains(string type) => Symbol().IsMatch(type);

    /// <summary>The type with another one in the place of each symbol.</summary>
    public static string Replace(string type, string replacement) => Symbol().Replace(type, replacement);

    [GeneratedRegex(@"\bSymbol\b")]
    private static partial Regex Symbol();
}
