using TensorFlow;

namespace Keras.Training;

/// <summary>Batches of a stream, concatenated into tensors of a fixed number of samples and padded at the end.</summary>
/// <param name="Columns">The concatenated columns.</param>
/// <param name="Rows">The number of samples in a batch.</param>
/// <param name="Batches">The number of batches.</param>
internal sealed record Chunk(Tensor[] Columns, int Rows, int Batches) : IDisposable
{
    public void Dispose()
    {
        foreach (Tensor column in Columns)
            column.Dispose();
    }
}
