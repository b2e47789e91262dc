namespace Keras.Datasets;

/// <summary>The packing of an array's bytes in a file.</summary>
internal enum Packing
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>As a gzip file, of one member or several.</summary>
    Gzip,

    /// <summary>As a member of a zip file.</summary>
    Zip,
}
