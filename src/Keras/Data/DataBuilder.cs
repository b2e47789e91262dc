using System.ComponentModel;

namespace Keras;

/// <summary>Creates data of several columns by position of a collection expression.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DataBuilder
{
    /// <summary>Creates a list of columns.</summary>
    /// <param name="items">The columns, in the order of the model's inputs or outputs; null for none, as a weight.</param>
    public static Data Create(ReadOnlySpan<Data?> items) => new(items);
}
