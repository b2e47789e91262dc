using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Keras.Generators;

/// <summary>The names of the library's types that the generator knows, and of arguments.</summary>
internal static class Names
{
    public const string Attribute = "Keras.KerasSerializableAttribute";
    public const string Argument = "Keras.ConfigArgumentAttribute";
    public const string Ignore = "Keras.ConfigIgnoreAttribute";
    public const string Constructor = "Keras.ConfigConstructorAttribute";
    public const string Order = "Keras.ConfigOrderAttribute";
    public const string Common = "Keras.Core.CommonArgumentAttribute";

    /// <summary>Keras's way from a class name, or an argument in .NET spelling, to a name (<c>keras.utils.naming</c>).</summary>
    public static string SnakeCase(string name)
    {
        name = Regex.Replace(name.Replace("DType", "Dtype"), "(.)([A-Z][a-z]+)", "$1_$2");
        return Regex.Replace(name, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }

    /// <summary>A type's name from the root, with its nullability.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    /// <summary>An identifier, also where it is a keyword.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>A string literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static AttributeData? Find(this ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } type && type.Is(attribute));

    public static bool Has(this ISymbol symbol, string attribute) => symbol.Find(attribute) is not null;

    // Few types have the name without its namespace, which costs nothing to compare.
    public static bool Is(this ITypeSymbol type, string name) =>
        name.EndsWith(type.Name, StringComparison.Ordinal) && type.Name.Length > 0 && type.ToDisplayString() == name;

    public static T? Named<T>(this AttributeData? attribute, string name) =>
        attribute?.NamedArguments.FirstOrDefault(a => a.Key == name).Value is { IsNull: false, Kind: not TypedConstantKind.Array } value
            ? (T?)value.Value : default;

    /// <summary>The strings of an argument of an attribute that is an array.</summary>
    public static IReadOnlyList<string> Strings(this TypedConstant list) => list is { Kind: TypedConstantKind.Array, IsNull: false }
        ? [.. list.Values.Select(v => (string?)v.Value ?? "")] : [];

    /// <summary>The strings of a named argument of an attribute.</summary>
    public static IReadOnlyList<string> NamedStrings(this AttributeData? attribute, string name) =>
        attribute?.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Strings() ?? [];

    /// <summary>Whether a type derives from another.</summary>
    public static bool DerivesFrom(this ITypeSymbol type, string name)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (one.WithNullableAnnotation(NullableAnnotation.NotAnnotated).Is(name))
                return true;
        }

        return false;
    }
}
