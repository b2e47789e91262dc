namespace Keras.Datasets;

/// <summary>How a file keeps the bytes of an array.</summary>
internal enum Packing
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>As the only member of a gzip file.</summary>
    Gzip,

    /// <summary>As a member of a zip file.</summary>
    Zip,
}
