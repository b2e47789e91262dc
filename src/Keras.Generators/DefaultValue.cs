using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keras.Generators;

/// <summary>The value of an argument that a config does not have.</summary>
/// <param name="Text">The expression; null where the argument is required.</param>
internal sealed record DefaultValue(string? Text)
{
    public static readonly DefaultValue Required = new((string?)null);
    public static readonly DefaultValue Null = new("null");
    public static readonly DefaultValue Zero = new("default");

    public bool IsRequired => Text is null;

    public bool IsNull => Text == "null";

    /// <summary>The default of a parameter.</summary>
    public static DefaultValue Of(IParameterSymbol parameter) => !parameter.HasExplicitDefaultValue ? Required
        : parameter.ExplicitDefaultValue is null ? parameter.Type.IsValueType && !IsNullable(parameter.Type) ? Zero : Null
        : new(Constant(parameter.ExplicitDefaultValue, parameter.Type));

    /// <summary>The default of a property; null where it cannot be known.</summary>
    public static DefaultValue? Of(IPropertySymbol property, ITypeSymbol within, Compilation compilation, CancellationToken cancellation)
    {
        if (property.IsRequired)
            return Required;
        if (property.DeclaringSyntaxReferences.Length == 0
            || property.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not PropertyDeclarationSyntax declaration)
            return null;
        if (declaration.Initializer is { } initializer)
            return Of(initializer.Value, property.Type, within, compilation);
        if (Forwarding.TargetOf(declaration, compilation) is { } target && !SymbolEqualityComparer.Default.Equals(target, property)
            && Of(target, within, compilation, cancellation) is { } forwarded)
            return forwarded;
        if (IsNullable(property.Type))
            return Null;
        bool isAutomatic = declaration.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration))
            is { Body: null, ExpressionBody: null };
        return !isAutomatic ? null : property.Type.IsValueType ? Zero : Required;
    }

    // A property that passes on another member has that one's default.
    private static DefaultValue? Of(ISymbol target, ITypeSymbol within, Compilation compilation, CancellationToken cancellation)
    {
        if (target is IPropertySymbol property)
            return Of(property, within, compilation, cancellation);
        IFieldSymbol field = (IFieldSymbol)target;
        return field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)
                is VariableDeclaratorSyntax { Initializer: { } initializer }
            ? Of(initializer.Value, field.Type, within, compilation)
            : IsNullable(field.Type) ? Null : field.Type.IsValueType ? Zero : null;
    }

    public static bool IsNullable(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static DefaultValue? Of(ExpressionSyntax expression, ITypeSymbol type, ITypeSymbol within, Compilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(expression.SyntaxTree);
        if (model.GetConstantValue(expression) is { HasValue: true } constant)
            return constant.Value is null ? Null : new(Constant(constant.Value, type));
        QualifyingRewriter rewriter = new(model, within);
        string text = rewriter.Visit(expression).NormalizeWhitespace().ToString();
        return rewriter.IsFaithful ? new(text) : null;
    }

    private static string Constant(object value, ITypeSymbol type)
    {
        ITypeSymbol core = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0] : type;
        if (core.TypeKind == TypeKind.Enum)
            return core.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, value)) is { } member
                ? $"{Names.Of(core)}.{member.Name}" : $"({Names.Of(core)})({value})";
        return value switch
        {
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            double.NaN => "double.NaN",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        };
    }
}
