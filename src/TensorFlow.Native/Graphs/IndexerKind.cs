namespace TensorFlow;

/// <summary>The kinds of entries of an index expression.</summary>
public enum IndexerKind
{
    /// <summary>Several positions of an axis.</summary>
    Slice,

    /// <summary>One position of an axis.</summary>
    Position,

    /// <summary>Positions that are computed.</summary>
    Symbol,

    /// <summary>A new axis of length 1.</summary>
    NewAxis,

    /// <summary>All axes that are left.</summary>
    Ellipsis,
}
