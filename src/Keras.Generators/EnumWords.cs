using Microsoft.CodeAnalysis;

namespace Keras.Generators;

/// <summary>The words for the values of an enumeration: their names in snake case; None is null, as in Python.</summary>
internal static class EnumWords
{
    public static string Read(INamedTypeSymbol type, string key, DefaultValue missing)
    {
        string name = Names.Of(type);
        List<IFieldSymbol> words = [.. Members(type).Where(m => m.Name != "None")];
        string known = string.Join(", ", words.Select(m => Names.Literal(Names.SnakeCase(m.Name))));
        bool hasNone = words.Count < Members(type).Count();
        string absent = missing.IsRequired ? $"config.Required({key}{(hasNone ? ", mayBeNull: true" : "")})" : "config";
        string ofNull = hasNone ? missing.IsRequired || missing.Text == $"{name}.None" ? $"null => {name}.None, "
                : $"null => config.Contains({key}) ? {name}.None : {missing.Text}, "
            : missing.IsRequired ? "null => default, " : $"null => {missing.Text}, ";
        return $"{absent}.GetString({key}, null) switch {{ {ofNull}"
            + string.Concat(words.Select(m => $"{Names.Literal(Names.SnakeCase(m.Name))} => {name}.{m.Name}, "))
            + $"string other => throw new global::Keras.UnknownNameException({key.Replace('_', ' ')}, other, [{known}]) }}";
    }

    public static string Write(INamedTypeSymbol type, string member, bool isNullable) =>
        $"{member} switch {{ "
        + string.Concat(Members(type).Select(m =>
            $"{Names.Of(type)}.{m.Name} => {(m.Name == "None" ? "(string?)null" : Names.Literal(Names.SnakeCase(m.Name)))}, "))
        + (isNullable ? "null => null, " : "") + $"var other => other.ToString() }}";

    private static IEnumerable<IFieldSymbol> Members(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue);
}
