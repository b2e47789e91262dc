using Microsoft.CodeAnalysis;

namespace Keras.Generators;

/// <summary>A property or field that is an argument, and how its attribute has it.</summary>
internal sealed class Argument
{
    public Argument(ISymbol member, ITypeSymbol type)
    {
        AttributeData? attribute = member.Find(Names.Argument);
        Member = member;
        Type = type;
        Key = attribute?.ConstructorArguments.FirstOrDefault().Value as string ?? Names.SnakeCase(member.Name.TrimStart('_'));
        Order = attribute.Named<int>("Order");
        OmittedAtDefault = attribute.Named<bool>("OmittedAtDefault");
        AsInteger = attribute.Named<bool>("AsInteger");
        LargestInFile = attribute.Named<long>("LargestInFile") is var largest and not 0 ? largest : null;
        Reader = attribute.Named<string>("Reader");
        Writer = attribute.Named<string>("Writer");
        Converter = attribute.Named<INamedTypeSymbol>("Converter");
    }

    public ISymbol Member { get; }

    public ITypeSymbol Type { get; }

    /// <summary>The name in the config.</summary>
    public string Key { get; }

    /// <summary>The position among the arguments; those of the same are written as they are declared.</summary>
    public int Order { get; }

    public bool OmittedAtDefault { get; }

    public bool AsInteger { get; }

    public long? LargestInFile { get; }

    public string? Reader { get; }

    public string? Writer { get; }

    public INamedTypeSymbol? Converter { get; }

    /// <summary>The parameter that the value is given to; null for a property that is set.</summary>
    public IParameterSymbol? Parameter { get; set; }

    public DefaultValue? Default { get; set; }

    public bool Matches(IParameterSymbol parameter) =>
        string.Equals(Member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) || Key == KeyOf(parameter);

    /// <summary>The name of the argument that a parameter is.</summary>
    public static string KeyOf(IParameterSymbol parameter) =>
        parameter.Find(Names.Argument)?.ConstructorArguments.FirstOrDefault().Value as string ?? Names.SnakeCase(parameter.Name);

    /// <summary>The arguments that a class declares, in order.</summary>
    public static IEnumerable<Argument> DeclaredIn(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        foreach (ISymbol member in type.GetMembers().Where(m => !m.IsStatic && !m.IsImplicitlyDeclared && !m.Has(Names.Ignore)))
        {
            bool isMarked = member.Has(Names.Argument);
            if (member is IFieldSymbol field && isMarked)
                yield return new(field, field.Type);
            if (member is not IPropertySymbol { IsIndexer: false, IsOverride: false, GetMethod: not null } property)
                continue;
            Argument argument = new(property, property.Type);
            if (isMarked || (property.DeclaredAccessibility == Accessibility.Public
                && (IsSettable(property) || constructor.Parameters.Any(argument.Matches))))
                yield return argument;
        }
    }

    public static bool IsSettable(IPropertySymbol property) =>
        property.SetMethod is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal };
}
