using Microsoft.CodeAnalysis;

namespace Keras.Generators;

/// <summary>Finds the methods of a class that read and write configs.</summary>
internal static class ConfigMethods
{
    /// <summary>
    /// The method of a class or its bases; null where there is none. A base class's reader of the whole config does not count.
    /// </summary>
    public static IMethodSymbol? Find(INamedTypeSymbol type, string method, bool isStatic)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = isStatic && method == "FromConfig" ? null : one.BaseType)
        {
            if (In(one, method, isStatic) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The method that a class itself declares.</summary>
    public static IMethodSymbol? In(INamedTypeSymbol owner, string method, bool isStatic) =>
        owner.GetMembers(method).OfType<IMethodSymbol>().FirstOrDefault(m =>
            m.IsStatic == isStatic && m.Parameters.Length is >= 1 and <= 3 && m.Parameters[0].Type.Is("Keras.Config"));

    /// <summary>Whether a class writes its config itself.</summary>
    public static bool DeclaresWriter(INamedTypeSymbol type) => type.GetMembers("WriteConfig").Any(m => m is IMethodSymbol);
}
