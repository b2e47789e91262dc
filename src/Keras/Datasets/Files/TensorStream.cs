using TensorFlow;

namespace Keras.Datasets;

/// <summary>Writes tensors to streams.</summary>
internal static class TensorStream
{
    private const int PieceLength = 1 << 24;

    extension(Stream stream)
    {
        /// <summary>Writes the bytes of a tensor of any length.</summary>
        public void Write(Tensor tensor)
        {
            for (long start = 0; start < tensor.ByteLength; start += PieceLength)
                stream.Write(tensor.AsBytes(start, (int)Math.Min(PieceLength, tensor.ByteLength - start)));
        }
    }
}
