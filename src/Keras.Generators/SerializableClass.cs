using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keras.Generators;

/// <summary>A class with <c>[KerasSerializable]</c>: its arguments, and the code that reads and writes them.</summary>
internal sealed class SerializableClass
{
    private readonly INamedTypeSymbol type;
    private readonly Compilation compilation;
    private readonly AttributeData attribute;
    private readonly CancellationToken cancellation;
    private readonly List<DiagnosticInfo> diagnostics = [];

    private SerializableClass(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        type = (INamedTypeSymbol)context.TargetSymbol;
        compilation = context.SemanticModel.Compilation;
        attribute = context.Attributes[0];
        this.cancellation = cancellation;
    }

    public static GeneratedClass Generate(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        new SerializableClass(context, cancellation).Generate();

    private GeneratedClass Generate()
    {
        if ((type.IsGenericType && !type.IsAbstract) || !type.DerivesFrom("Keras.KerasObject"))
            Report(type, DiagnosticDescriptors.Unsupported);
        else if (!type.IsAbstract && !IsPartial())
            Report(type, DiagnosticDescriptors.NotPartial);
        // The arguments of an abstract class are those of the classes that derive from it.
        string source = diagnostics.Count == 0 && !type.IsAbstract ? Write() : "";
        bool registers = source.Length > 0 && diagnostics.Count == 0 && !IsOfTheLibrary && IsAccessible();
        string name = type.ToDisplayString().Replace('<', '_').Replace('>', '_');
        return new($"{name}.Config.g.cs", diagnostics.Count == 0 ? source : "", registers ? Names.Of(type) : null,
            [.. diagnostics.Distinct()]);
    }

    // Classes of the library itself are in its registries.
    private bool IsOfTheLibrary =>
        SymbolEqualityComparer.Default.Equals(attribute.AttributeClass!.ContainingAssembly, type.ContainingAssembly);

    private string Write()
    {
        if (FindConstructor() is not { } constructor)
            return "";
        List<INamedTypeSymbol> chain = [type];
        for (INamedTypeSymbol? one = type.BaseType; one is not null && one.Has(Names.Attribute); one = one.BaseType)
            chain.Insert(0, one);
        // A base class that writes its own arguments leaves those of the classes behind it.
        int first = chain.FindLastIndex(c => !ReferenceEquals(c, type) && (!c.IsAbstract || ConfigMethods.DeclaresWriter(c))) + 1;
        WrittenOrder order = WrittenOrder.Of(chain.Skip(first));
        List<Argument> all = [], written = [];
        List<string> unknown = [],
            excluded = [.. chain.SelectMany(c => c.Find(Names.Attribute).NamedStrings("Excluded"))],
            unwritten = [.. chain.SelectMany(c => c.Find(Names.Attribute).NamedStrings("Unwritten"))];
        for (int i = 0; i < chain.Count; i++)
        {
            List<Argument> declared = [.. Argument.DeclaredIn(chain[i], constructor).Where(a => !excluded.Contains(a.Member.Name))];
            all.AddRange(declared);
            if (i >= first || order.WithoutBase)
                written.AddRange(declared.Where(a => !unwritten.Contains(a.Member.Name)));
        }

        // Members that are forms of one argument share its name, where one of them writes it.
        foreach (IGrouping<string, Argument> same in all.GroupBy(a => a.Key).Where(g => g.Count(a => a.Writer is not "") > 1))
            Report(same.Last().Member, DiagnosticDescriptors.NameTwice, same.Last().Member.Name, same.Key);
        ClassText text = new(type, attribute, IsOfTheLibrary);
        ReadParameters(constructor, all, written, text);
        foreach (Argument argument in all.Where(a => a.Parameter is null))
            ReadProperty(argument, text);
        text.WritesBase = !order.WithoutBase;
        if (text.WritesBase && first > 0)
            text.Removed.AddRange(excluded.Where(e => chain.Take(first).Any(c => c.GetMembers(e).Length > 0))
                .Select(e => WrittenOrder.Inherited(type, e)!.Key));
        bool writesConfig = !ConfigMethods.DeclaresWriter(type);
        foreach (Argument argument in order.Sort(type, all, written, excluded, unknown).Where(_ => writesConfig))
            WriteArgument(argument, text);
        foreach (string name in unknown)
            Report(type, DiagnosticDescriptors.NoMember, name);
        return text.Finish(ConfigMethods.Find(type, "FromConfig", isStatic: true) is null, writesConfig);
    }

    private void ReadParameters(IMethodSymbol constructor, List<Argument> all, List<Argument> written, ClassText text)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (parameter.Has(Names.Ignore))
                continue;
            Argument? argument = all.FirstOrDefault(a => a.Matches(parameter));
            DefaultValue missing = DefaultValue.Of(parameter);
            string key = Argument.KeyOf(parameter);
            if (argument is null)
            {
                IPropertySymbol? inherited = Inherited(parameter);
                if (inherited is not null && ReadCommon(parameter, inherited, missing, text))
                    continue;
                if (inherited is not null)
                    argument = new(inherited, inherited.Type);
                else if (ParameterReader(parameter) is null && !WriteParameter(parameter, constructor, key, text))
                    continue;
            }
            else
            {
                argument.Parameter = parameter;
                argument.Default = missing;
            }

            key = argument?.Key ?? key;
            if (ParameterReader(parameter) is { } own)
                text.Parameters.Add($"{Names.Identifier(parameter.Name)}: {own}");
            else if (Reader(argument, missing) is { } reader)
                text.Parameters.Add($"{Names.Identifier(parameter.Name)}: {reader}");
            else if (ArgumentTypes.Read(parameter.Type, key, missing, argument) is { } read)
                text.Parameters.Add($"{Names.Identifier(parameter.Name)}: {read}");
            else
                Report(parameter, DiagnosticDescriptors.UnknownType, parameter.Name, parameter.Type.ToDisplayString());
        }
    }

    // What every class of a kind has is read for all of them alike, after the constructor.
    private static bool ReadCommon(IParameterSymbol parameter, IPropertySymbol inherited, DefaultValue missing, ClassText text)
    {
        if (inherited.Find(Names.Common) is not { } common)
            return false;
        if (common.Named<string>("Reader") is not { } reader || !SymbolEqualityComparer.Default.Equals(parameter.Type, inherited.Type))
            return !missing.IsRequired;
        string config = missing.IsRequired ? $"config.Required({Names.Literal(Names.SnakeCase(inherited.Name))})" : "config";
        text.Parameters.Add($"{Names.Identifier(parameter.Name)}: "
            + $"{Names.Of(inherited.ContainingType)}.{reader}({config}, {missing.Text ?? "default"})");
        return true;
    }

    // A parameter of a primary constructor is a field where nothing else has its value.
    private bool WriteParameter(IParameterSymbol parameter, IMethodSymbol constructor, string key, ClassText text)
    {
        bool isPrimary = constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is ClassDeclarationSyntax);
        if (!isPrimary)
            Report(parameter, DiagnosticDescriptors.NoProperty, parameter.Name, key);
        else if (ConfigMethods.DeclaresWriter(type))
            return true;
        else if (ArgumentTypes.Write(parameter.Type, key, Names.Identifier(parameter.Name), asInteger: false) is { } write)
            text.Written.Add(write);
        else
            Report(parameter, DiagnosticDescriptors.UnknownType, parameter.Name, parameter.Type.ToDisplayString());
        return isPrimary;
    }

    private void ReadProperty(Argument argument, ClassText text)
    {
        if (argument.Member is not IPropertySymbol property || !Argument.IsSettable(property))
            return;
        string member = Names.Identifier(property.Name);
        argument.Default = DefaultValue.Of(property, type, compilation, cancellation);
        if (Reader(argument, argument.Default) is { } reader)
            text.Properties.Add($"{member} = {reader}");
        else if (argument.Default is null)
            Report(property, DiagnosticDescriptors.UnknownDefault, property.Name);
        else if (ArgumentTypes.Read(argument.Type, argument.Key, argument.Default, argument) is { } read)
            text.Properties.Add($"{member} = {read}");
        else
            Report(property, DiagnosticDescriptors.UnknownType, property.Name, property.Type.ToDisplayString());
    }

    private void WriteArgument(Argument argument, ClassText text)
    {
        string member = Names.Identifier(argument.Member.Name);
        if (argument.Writer is { } writer)
        {
            if (writer.Length == 0)
                return;
            if (ConfigMethods.Find(type, writer, isStatic: false) is null && ConfigMethods.Find(type, writer, isStatic: true) is null)
                Report(argument.Member, DiagnosticDescriptors.NoMethod, argument.Member.Name, writer);
            text.Written.Add($"{writer}(config);");
            return;
        }

        if (argument.Converter is { } converter && ConfigMethods.In(converter, "Write", isStatic: true) is not null)
        {
            text.Written.Add($"{Names.Of(converter)}.Write(config, {Names.Literal(argument.Key)}, {member});");
            return;
        }

        if (ArgumentTypes.Write(argument.Type, argument.Key, member, argument.AsInteger) is not { } write)
        {
            Report(argument.Member, DiagnosticDescriptors.UnknownType, argument.Member.Name, argument.Type.ToDisplayString());
            return;
        }

        if (argument is { OmittedAtDefault: true, Default: { IsRequired: false } missing })
            text.Written.Add(missing.IsNull ? $"if ({member} is not null)"
                : $"if (!global::System.Collections.Generic.EqualityComparer<{Names.Of(argument.Type)}>.Default"
                    + $".Equals({member}, {missing.Text}))");
        text.Written.Add((argument.OmittedAtDefault ? "    " : "") + write);
    }

    // What a config does not have, such as data, is a parameter with a reader and without a property.
    private string? ParameterReader(IParameterSymbol parameter)
    {
        if (parameter.Find(Names.Argument).Named<string>("Reader") is not { } reader)
            return null;
        if (ConfigMethods.Find(type, reader, isStatic: true) is null)
            Report(parameter, DiagnosticDescriptors.NoMethod, parameter.Name, reader);
        return $"{reader}(config)";
    }

    private string? Reader(Argument? argument, DefaultValue? missing)
    {
        if (argument?.Reader is { } reader)
        {
            if (ConfigMethods.Find(type, reader, isStatic: true) is { } method)
                return Call(reader, method, argument, missing);
            Report(argument.Member, DiagnosticDescriptors.NoMethod, argument.Member.Name, reader);
            return $"{reader}(config)";
        }

        return argument?.Converter is { } converter && ConfigMethods.In(converter, "Read", isStatic: true) is { } read
            ? Call($"{Names.Of(converter)}.Read", read, argument, missing) : null;
    }

    // A reader takes the config, and may take the argument's name and its default.
    private static string Call(string name, IMethodSymbol method, Argument argument, DefaultValue? missing)
    {
        string key = Names.Literal(argument.Key);
        string config = missing is { IsRequired: true } && method.Parameters.Length > 1 ? $"config.Required({key})" : "config";
        return method.Parameters.Length switch
        {
            1 => $"{name}({config})",
            2 => $"{name}({config}, {key})",
            _ => $"{name}({config}, {key}, {missing?.Text ?? "default!"})",
        };
    }

    private IMethodSymbol? FindConstructor()
    {
        List<IMethodSymbol> all = [.. type.InstanceConstructors.Where(c => c.Has(Names.Constructor))];
        if (all.Count == 0)
            all = [.. type.InstanceConstructors.Where(c => c.DeclaredAccessibility is Accessibility.Public)];
        if (all.Count == 0)
            all = [.. type.InstanceConstructors.Where(c => c.DeclaredAccessibility is Accessibility.Internal)];
        if (all.Count == 1)
            return all[0];
        Report(type, DiagnosticDescriptors.Constructor, all.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return null;
    }

    private IPropertySymbol? Inherited(IParameterSymbol parameter)
    {
        for (INamedTypeSymbol? one = type.BaseType; one is not null; one = one.BaseType)
        {
            if (one.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => !p.IsStatic
                && p.DeclaredAccessibility is not Accessibility.Private && new Argument(p, p.Type).Matches(parameter)) is { } found)
                return found;
        }

        return null;
    }

    private bool IsPartial()
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            if (one.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax declared
                && !declared.Modifiers.Any(SyntaxKind.PartialKeyword)))
                return false;
        }

        return true;
    }

    private bool IsAccessible()
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            if (one.IsFileLocal || one.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal))
                return false;
        }

        return true;
    }

    private void Report(ISymbol place, DiagnosticDescriptor descriptor, string subject = "", string detail = "") =>
        diagnostics.Add(DiagnosticInfo.At(place, descriptor, type.Name, subject, detail));
}
