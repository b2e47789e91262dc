using System.ComponentModel;

namespace Keras;

/// <summary>Creates data of several columns from a collection expression.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DataBuilder
{
    /// <summary>Creates a list of columns.</summary>
    /// <param name="items">The columns, in the order of the model's inputs or outputs; null for an output without targets or
    /// weights.</param>
    public static Data Create(ReadOnlySpan<Data?> items) => new(items);
}
