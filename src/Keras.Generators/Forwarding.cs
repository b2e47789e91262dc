using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keras.Generators;

/// <summary>Properties that pass on another member: <c>Units => cell.Units</c>.</summary>
internal static class Forwarding
{
    /// <summary>The field or property whose value a property has; null where the property computes its own.</summary>
    public static ISymbol? TargetOf(PropertyDeclarationSyntax property, Compilation compilation)
    {
        AccessorDeclarationSyntax? getter =
            property.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.GetAccessorDeclaration));
        ExpressionSyntax? value = (property.ExpressionBody ?? getter?.ExpressionBody)?.Expression;
        if (value is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
            return null;
        ISymbol? target = compilation.GetSemanticModel(value.SyntaxTree).GetSymbolInfo(value).Symbol;
        return target is IFieldSymbol or IPropertySymbol ? target : null;
    }
}
