namespace Keras.Saving.Hdf5;

/// <summary>
/// The budget of bytes that may be read from a file in all. A valid file stores everything once; repeated or overlapping parts would let a
/// small file take unbounded time and memory.
/// </summary>
/// <param name="bytes">The bytes.</param>
internal sealed class Hdf5Allowance(long bytes)
{
    private long left = bytes;

    /// <summary>Takes bytes from the budget.</summary>
    /// <exception cref="InvalidDataException">Fewer bytes are left.</exception>
    public void Take(long count)
    {
        left -= count;
        if (left < 0)
            throw new InvalidDataException(
                "its parts overlap or repeat, so that they would be far more than the file holds; it is damaged or hostile.");
    }
}
