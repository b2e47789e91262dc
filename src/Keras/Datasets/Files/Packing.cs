namespace Keras.Datasets;

/// <summary>How a file keeps the bytes of an array.</summary>
internal enum Packing
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>As a gzip file, of one member or several.</summary>
    Gzip,

    /// <summary>As a member of a zip file.</summary>
    Zip,
}
