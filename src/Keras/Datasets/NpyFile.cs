using Keras.Files;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>NPY files of one NumPy array, as <c>numpy.save</c> writes them.</summary>
public static class NpyFile
{
    /// <summary>
    /// Reads an NPY file of version 1.0, 2.0 or 3.0, compressed with gzip or not, of either byte order, in C or Fortran order.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The array, in C order: bool, int8 to int64, uint8 to uint64, float16, float32 or float64. Dispose it, or leave it to the
    /// garbage collector.</returns>
    /// <exception cref="DatasetException">The file is missing, not an NPY file, damaged, truncated or longer than its header says; or it
    /// has elements of another type (text, objects, records), or more than 2147483647 of them in Fortran order.</exception>
    public static Tensor Read(string path) => ArrayReader.ReadFile(path, NpyHeader.Read);

    /// <summary>Writes an NPY file of version 1.0 in C order, and atomically replaces an existing file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array: bool, int8 to int64, uint8 to uint64, float16, float32 or float64.</param>
    /// <exception cref="NotSupportedException">NPY has no such type; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written; an existing one is kept.</exception>
    public static void Write(string path, Tensor array)
    {
        Required.Value("Write", "an array", array);
        byte[] header = NpyHeader.Write(array);
        AtomicFile.Write(path, overwrite: true, file =>
        {
            file.Write(header);
            file.Write(array);
        });
    }
}
