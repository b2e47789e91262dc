namespace Keras.Saving.Hdf5;

/// <summary>
/// The number of bytes of a file that may be read in all. An honest file says everything once; parts that repeat or overlap would make a
/// small file take endless time and memory.
/// </summary>
/// <param name="bytes">The bytes.</param>
internal sealed class Hdf5Allowance(long bytes)
{
    private long left = bytes;

    /// <summary>Takes some away.</summary>
    /// <exception cref="InvalidDataException">So many are not left.</exception>
    public void Take(long count)
    {
        left -= count;
        if (left < 0)
            throw new InvalidDataException(
                "its parts overlap or repeat, so that they would be far more than the file holds; it is damaged or hostile.");
    }
}
