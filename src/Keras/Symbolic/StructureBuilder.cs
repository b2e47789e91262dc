using System.ComponentModel;

namespace Keras;

/// <summary>Creates a list structure of a collection expression.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StructureBuilder
{
    /// <summary>Creates a list.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="items">The items.</param>
    public static Structure<T> Create<T>(ReadOnlySpan<Structure<T>> items) => new(items);
}
