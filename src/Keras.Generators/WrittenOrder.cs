using Microsoft.CodeAnalysis;

namespace Keras.Generators;

/// <summary>The order of a class's arguments in its configs.</summary>
/// <param name="attribute">The attribute with the order; null for that of the declarations.</param>
internal sealed class WrittenOrder(AttributeData? attribute)
{
    private readonly IReadOnlyList<string> names = attribute?.ConstructorArguments.FirstOrDefault().Strings() ?? [];

    /// <summary>Whether the base class writes nothing.</summary>
    public bool WithoutBase { get; } = attribute.Named<bool>("WithoutBase");

    /// <summary>The order of a class: its own, or the nearest abstract one's that has one.</summary>
    /// <param name="classes">The classes whose arguments the class writes, the class itself last.</param>
    public static WrittenOrder Of(IEnumerable<INamedTypeSymbol> classes) =>
        new(classes.Reverse().Select(c => c.Find(Names.Order)).FirstOrDefault(a => a is not null));

    /// <summary>The arguments in order.</summary>
    /// <param name="type">The class.</param>
    /// <param name="all">All arguments of the class and its bases.</param>
    /// <param name="own">Those that the class writes.</param>
    /// <param name="excluded">The names of members that are no arguments of the class.</param>
    /// <param name="unknown">Gets the names that there is no member for.</param>
    public IEnumerable<Argument> Sort(
        INamedTypeSymbol type, List<Argument> all, List<Argument> own, List<string> excluded, List<string> unknown)
    {
        List<Argument> named = [];
        foreach (string name in names.Where(n => !excluded.Contains(n)))
        {
            if ((all.LastOrDefault(a => a.Member.Name == name) ?? Inherited(type, name)) is { } found)
                named.Add(found);
            else
                unknown.Add(name);
        }

        return named.Concat(own.Where(a => !named.Contains(a)).OrderBy(a => a.Order));
    }

    /// <summary>The argument of a property of a class or its bases.</summary>
    public static Argument? Inherited(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (one.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                return new(property, property.Type);
        }

        return null;
    }
}
