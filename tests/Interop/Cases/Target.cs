namespace Keras.Interop;

/// <summary>Kinds of targets for 24 rows.</summary>
internal enum Target
{
    /// <summary>Three classes, one of them 1.</summary>
    OneHot,

    /// <summary>The numbers of the classes.</summary>
    Labels,

    /// <summary>One number, 0 or 1.</summary>
    Binary,

    /// <summary>Three numbers, each 0 or 1.</summary>
    Several,

    /// <summary>Three numbers in (-1, 1).</summary>
    Real,

    /// <summary>Three numbers above 0.</summary>
    Positive,
}
