namespace Keras.Datasets;

/// <summary>The compression of an array's bytes in a file.</summary>
internal enum Packing
{
    /// <summary>Not compressed.</summary>
    None,

    /// <summary>A gzip file of one or several members.</summary>
    Gzip,

    /// <summary>A member of a zip file.</summary>
    Zip,
}
