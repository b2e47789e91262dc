using Microsoft.Win32.SafeHandles;

namespace Keras.Saving.Hdf5;

/// <summary>The bytes of an HDF5 file with random access, in memory or inside of a larger file.</summary>
internal abstract class Hdf5Source
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>The bytes of a file in memory.</summary>
    public static Hdf5Source Of(byte[] content) => new InMemory(content);

    /// <summary>Bytes that stay in their file, which must be open as long as they are read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">The position of the first byte.</param>
    /// <param name="length">The number of bytes.</param>
    public static Hdf5Source Of(SafeFileHandle file, long start, long length) => new InFile(file, start, length);

    /// <summary>Copies bytes.</summary>
    /// <param name="address">The position of the first one; all lie before <see cref="Length"/>.</param>
    /// <param name="target">The buffer, which is filled.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file has become shorter.</exception>
    public abstract void Read(long address, Span<byte> target);

    private sealed class InMemory(byte[] content) : Hdf5Source
    {
        public override long Length => content.Length;

        public override void Read(long address, Span<byte> target) => content.AsSpan((int)address, target.Length).CopyTo(target);
    }

    // Structure is read number by number, so a window of the file is kept; arrays go past it.
    private sealed class InFile(SafeFileHandle file, long start, long length) : Hdf5Source
    {
        private const int WindowLength = 1 << 16;
        private readonly byte[] window = new byte[WindowLength];
        private long windowStart;
        private int windowLength;

        public override long Length => length;

        public override void Read(long address, Span<byte> target)
        {
            if (target.Length >= WindowLength)
            {
                ReadFile(address, target);
                return;
            }

            if (address < windowStart || address + target.Length > windowStart + windowLength)
            {
                windowLength = 0;
                int wanted = (int)Math.Min(WindowLength, length - address);
                ReadFile(address, window.AsSpan(0, wanted));
                (windowStart, windowLength) = (address, wanted);
            }

            window.AsSpan((int)(address - windowStart), target.Length).CopyTo(target);
        }

        private void ReadFile(long address, Span<byte> target)
        {
            while (!target.IsEmpty)
            {
                int read = RandomAccess.Read(file, target, start + address);
                if (read == 0)
                    throw new InvalidDataException("it was truncated while it was read; load it again when no process writes to it.");
                address += read;
                target = target[read..];
            }
        }
    }
}
