using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keras.Generators;

/// <summary>Writes an expression so that it means the same in a file with other usings.</summary>
internal sealed class QualifyingRewriter(SemanticModel model, ITypeSymbol within) : CSharpSyntaxRewriter
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Whether all names could be written so.</summary>
    public bool IsFaithful { get; private set; } = true;

    /// <inheritdoc/>
    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        model.GetSymbolInfo(node).Symbol is INamedTypeSymbol type
            ? Named(type, node)
            : node.WithExpression((ExpressionSyntax)Visit(node.Expression)!);

    /// <inheritdoc/>
    public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) => Qualify(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => Qualify(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => Qualify(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitNameColon(NameColonSyntax node) => node;

    private SyntaxNode Qualify(NameSyntax node) => model.GetSymbolInfo(node).Symbol switch
    {
        INamedTypeSymbol type => Named(type, node),
        { IsStatic: true, ContainingType: { } owner } member => Member(member, owner, node),
        // Within an initializer the names of its members stay.
        { } when node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } => node,
        _ => Unknown(node),
    };

    private SyntaxNode Member(ISymbol member, INamedTypeSymbol owner, NameSyntax node) =>
        model.Compilation.IsSymbolAccessibleWithin(member, within)
            ? SyntaxFactory.ParseExpression($"{owner.ToDisplayString(Full)}.{node}") : Unknown(node);

    private SyntaxNode Named(INamedTypeSymbol type, ExpressionSyntax node) => model.Compilation.IsSymbolAccessibleWithin(type, within)
        ? SyntaxFactory.ParseTypeName(type.ToDisplayString(Full)) : Unknown(node);

    private SyntaxNode Unknown(SyntaxNode node)
    {
        IsFaithful = false;
        return node;
    }
}
