using Keras.Files;
using TensorFlow;

namespace Keras.Datasets;

/// <summary>NPY files: one NumPy array each, as <c>numpy.save</c> writes them.</summary>
public static class NpyFile
{
    /// <summary>
    /// Reads an NPY file of version 1.0, 2.0 or 3.0, packed with gzip or not, of either byte order, in C or Fortran order.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns> The array, in C order: bool, int8 to int64, uint8 to uint64, float16, float32 or float64. Dispose it, or leave it to the
    /// garbage collector. </returns>
    /// <exception cref="DatasetException"> The file is missing, is not an NPY file, is damaged, truncated or longer than its header says,
    /// has elements of another type (text, objects, records), or more than 2147483647 of them in Fortran order. </exception>
    public static Tensor Read(string path) => ArrayReader.ReadFile(path, NpyHeader.Read);

    /// <summary>Writes an NPY file of version 1.0 in C order, replacing at once what is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array: bool, int8 to int64, uint8 to uint64, float16, float32 or float64.</param>
    /// <exception cref="NotSupportedException">NPY has no such type of elements; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there before is kept.</exception>
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
